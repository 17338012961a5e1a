// A strong but talkative model: every expected finding, four weak ones for each, and not quite the same in every pass.
import { severities } from '../../../ReviewTask/model/finding.ts';
import type { BenchCase } from '../bench-case.ts';
import type { Claim } from '../claim.ts';
import { type Random, randomFrom } from '../random.ts';
import type { PromptReading, ShownRow } from '../read-prompt.ts';
import type { Finder } from '../scripted.ts';
import { visibleClaims } from '../see.ts';
import { weakClaim, weakKinds } from './weak-claims.ts';

const weakForEach = 4;
/** Such a model does not stay silent on a clean change. */
const weakAtLeast = 3;
/** Share that one pass leaves out, another share in every pass. */
const forgets = { expected: 0.05, weak: 0.15 };
/** Share of the restatements that sit on the very line of a real defect. */
const onTheSameLine = 0.15;

/** Finds everything and more; the verifier's hidden table tells which is which. */
export function generous(bench: BenchCase): Finder {
  return (reading) => {
    // What there is to say does not depend on the pass, only what is left out of it does.
    const random = randomFrom(`generous ${bench.name} ${reading.rows[0]?.path} ${reading.rows[0]?.number}`);
    const seen = visibleClaims(bench, reading);
    const weak = weakClaims(reading, seen, random);
    const pass = randomFrom(`generous pass ${bench.name} ${reading.lastLine} ${reading.rows[0]?.path}`);
    const keeps = (claim: Claim) => !pass.chance(claim.origin.kind === 'weak' ? forgets.weak : forgets.expected);
    return bySeverity(shuffled([...seen, ...weak], random)).filter(keeps);
  };
}

function weakClaims(reading: PromptReading, seen: readonly Claim[], random: Random): readonly Claim[] {
  const wanted = Math.max(weakAtLeast, seen.length * weakForEach);
  const claims = new Map<string, Claim>();
  for (let attempt = 0; claims.size < wanted && attempt < wanted * 4; attempt++) {
    const what = weakKinds[attempt % weakKinds.length] ?? 'nit';
    const row = rowFor(what, reading.rows, seen, random);
    if (row === undefined) continue;
    const claim = weakClaim(what, row, random);
    claims.set(claim.title, claim);
  }
  return [...claims.values()];
}

function rowFor(
  what: (typeof weakKinds)[number],
  rows: readonly ShownRow[],
  seen: readonly Claim[],
  random: Random,
): ShownRow | undefined {
  const isTaken = (row: ShownRow) =>
    seen.some((claim) => claim.path === row.path && claim.line <= row.number && row.number <= claim.endLine);
  const readable = rows.filter((row) => row.sign !== '-' && /[A-Za-z_]\w{2}/.test(row.text));
  const taken = readable.filter(isTaken);
  if (what === 'restated' && taken.length > 0 && random.chance(onTheSameLine)) return random.pick(taken);
  const free = readable.filter((row) => !isTaken(row));
  const context = free.filter((row) => row.sign === ' ');
  if (what === 'pre-existing' && context.length > 0) return random.pick(context);
  return random.pick(free.filter((row) => row.sign === '+'));
}

/** Most important first, as the prompt asks, by the model's own inflated scale. */
function bySeverity(claims: readonly Claim[]): readonly Claim[] {
  return [...claims].sort((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity));
}

function shuffled(claims: readonly Claim[], random: Random): readonly Claim[] {
  return claims
    .map((claim) => ({ claim, key: random.next() }))
    .sort((a, b) => a.key - b.key)
    .map(({ claim }) => claim);
}
