// The honest verifier: finds out by the title which claim it is asked about, and answers from the hidden table.
import type { Claim, Evidence } from './claim.ts';

/**
 * Everything that a verification answer may hold: the verdict at the top for a question about one finding, and the same in
 * lists, numbered from 1, for a question about several. The request's schema picks what it asks for.
 */
export function verdictsOn(user: string, ledger: ReadonlyMap<string, Claim>) {
  const asked = claimsIn(user, ledger);
  const verdicts = asked.map((claim, index) => ({
    id: String(index + 1),
    number: index + 1,
    index,
    finding: index + 1,
    title: claim.title,
    path: claim.path,
    ...claim.truth,
    evidence: evidenceIn(user, claim),
  }));
  const one = verdicts[0] ?? {
    verdict: 'unclear',
    severity: 'suggestion',
    evidence: [],
    explanation: 'The finding is not one that this model made.',
  };
  return { ...one, verdicts, verifications: verdicts, findings: verdicts, answers: verdicts, results: verdicts };
}

/** Honest evidence is what the prompt shows. It comes from the table, not from the claim, whose place may be spoiled. */
function evidenceIn(user: string, { truth }: Claim): readonly Evidence[] {
  return truth.evidence.filter((one) => user.includes(one.quote.trim()));
}

/** The claims that a prompt names, in the order of naming. A title inside a longer one does not count. */
export function claimsIn(user: string, ledger: ReadonlyMap<string, Claim>): readonly Claim[] {
  let rest = user;
  const places: { readonly claim: Claim; readonly at: number }[] = [];
  for (const claim of [...ledger.values()].sort((a, b) => b.title.length - a.title.length)) {
    const at = rest.indexOf(claim.title);
    if (at < 0) continue;
    places.push({ claim, at });
    rest = rest.replaceAll(claim.title, '\u0000'.repeat(claim.title.length));
  }
  return places.sort((a, b) => a.at - b.at).map(({ claim }) => claim);
}
