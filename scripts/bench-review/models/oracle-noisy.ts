// The oracle with the faults of real models: wrong lines, altered quotes, wrong paths, repetitions, inventions, nits.
import { categories } from '../../../ReviewTask/model/finding.ts';
import type { BenchCase } from '../bench-case.ts';
import type { Claim } from '../claim.ts';
import { type Random, randomFrom } from '../random.ts';
import type { PromptReading, ShownRow } from '../read-prompt.ts';
import type { Finder } from '../scripted.ts';
import { visibleClaims } from '../see.ts';
import { paraphrased } from './paraphrase.ts';
import { weakClaim } from './weak-claims.ts';

/** Finds what is expected and spoils it; another pass (told by its last line) spoils it in another way. */
export function oracleNoisy(bench: BenchCase): Finder {
  return (reading) => {
    const random = randomFrom(`noisy ${bench.name} ${reading.lastLine} ${reading.rows[0]?.path}`);
    const seen = visibleClaims(bench, reading);
    const repeated = seen
      .filter(() => random.chance(0.5))
      .map((claim) => paraphrased(claim, otherCategory(claim, random)));
    const all = [...seen, ...repeated].map((claim) => spoiled(claim, random));
    return [...all, ...inventions(bench, reading, random), ...nits(bench, reading, random)];
  };
}

function otherCategory(claim: Claim, random: Random): Claim['category'] {
  return random.chance(0.3) ? (random.pick(categories) ?? claim.category) : claim.category;
}

function spoiled(claim: Claim, random: Random): Claim {
  const line = Math.max(1, claim.line + random.between(-20, 20));
  return {
    ...claim,
    line,
    endLine: line + claim.endLine - claim.line,
    quote: withOtherSpaces(claim.quote, random),
    path: withPrefix(claim.path, random),
  };
}

/** White space that a model changes when it copies: the indentation, the spaces within, the end. */
function withOtherSpaces(quote: string, random: Random): string {
  const indented = quote.replace(/^\s*/, random.pick(['', '  ', '\t', '        ']) ?? '');
  const within = random.chance(0.5) ? indented.replace(/(\S) (\S)/g, '$1  $2') : indented;
  return `${within}${random.pick(['', ' ', '\n', '\r\n']) ?? ''}`;
}

function withPrefix(path: string, random: Random): string {
  const prefix = random.pick(['', '', 'a/', 'b/', './', '/', 'repository/', 'workspace/repository/']) ?? '';
  return random.chance(0.1) ? path.replaceAll('/', '\\') : `${prefix}${path}`;
}

const invented = [
  'settleOrphanLedger',
  'RefreshTokenVault',
  'compact_shadow_index',
  'replayGhostQueue',
  'MergeQuotaBook',
];

/** One finding on a real line that hangs on a name which is nowhere in the code. */
function inventions(bench: BenchCase, reading: PromptReading, random: Random): readonly Claim[] {
  const row = random.pick(readable(reading.rows));
  const name = random.pick(invented);
  if (row === undefined || name === undefined) return [];
  return [
    {
      ...at(row),
      title: `\`${name}\` is called without the lock (${bench.name})`,
      failure: `\`${name}()\` runs at the same time in two requests, because this line does not take the lock that \`${name}\` needs.`,
      question: `Does \`${name}\` take the lock itself?`,
      severity: 'blocker',
      category: 'bug',
      origin: { kind: 'invented' },
      truth: { verdict: 'refuted', severity: 'suggestion', evidence: [at(row)], explanation: `There is no ${name}.` },
    },
  ];
}

function nits(bench: BenchCase, reading: PromptReading, random: Random): readonly Claim[] {
  const rows = readable(reading.rows);
  return [1, 2].flatMap((number) => {
    const row = random.pick(rows);
    const seed = `noisy nit ${bench.name} ${reading.lastLine} ${number}`;
    return row === undefined ? [] : [{ ...weakClaim('nit', row, randomFrom(seed)), severity: 'suggestion' as const }];
  });
}

function at(row: ShownRow) {
  return { path: row.path, side: 'new' as const, line: row.number, endLine: row.number, quote: row.text };
}

function readable(rows: readonly ShownRow[]): readonly ShownRow[] {
  return rows.filter((row) => row.sign === '+' && /\w{3}/.test(row.text));
}
