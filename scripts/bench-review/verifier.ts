// The honest verifier: finds out by the title which claim it is asked about, and answers from the hidden table.
import type { Claim, Evidence, HiddenTruth } from './claim.ts';

/** The verdict on the first claim that a question names. */
export function verdictOn(user: string, ledger: ReadonlyMap<string, Claim>): HiddenTruth {
  const [claim] = claimsIn(user, ledger);
  if (claim !== undefined) return { ...claim.truth, evidence: evidenceIn(user, claim) };
  const explanation = 'The finding is not one that this model made.';
  return { verdict: 'unclear', severity: 'suggestion', evidence: [], explanation };
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
