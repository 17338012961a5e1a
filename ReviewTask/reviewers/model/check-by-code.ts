// What can be said about a finding without asking anyone: its quote exists, its place is on the change, its names are real.
import type { ChangedFile } from '../../model/diff.ts';
import type { PlacedFinding, Verification } from '../../model/finding.ts';
import type { Rule } from '../../model/rules.ts';
import type { CodeBase } from '../../ports.ts';
import { claimedNames, isEnglish } from './claimed-names.ts';

/** What a finding's words are read with. */
export interface Wording {
  /** As it was asked for; empty for English. */
  readonly language: string;
  /** The rule that the finding says is broken. */
  readonly rule: Rule | undefined;
}

/** A verdict that needs no call; `undefined` where the question is open. */
export async function checkByCode(
  finding: PlacedFinding,
  files: readonly ChangedFile[],
  code: CodeBase,
  wording: Wording,
): Promise<Verification | undefined> {
  const decided = (verdict: Verification['verdict'], explanation: string): Verification => ({
    ...{ verdict, explanation, evidence: [], severity: finding.severity },
    by: 'code',
  });
  if (finding.anchor.kind === 'pull-request') {
    return decided('unclear', 'The file that it names is not part of the change.');
  }
  const missing = await missingNames(finding, files, code, wording);
  if (missing.length > 0) {
    const names = missing.map((name) => `\`${name}\``).join(', ');
    return decided('refuted', `The code that it speaks of does not exist: ${names} is found nowhere.`);
  }
  if (finding.anchor.kind === 'file' && finding.quote.trim() !== '' && !isNearChange(finding, files)) {
    return decided('unclear', 'The code that it quotes does not stand in the change.');
  }
  return undefined;
}

/** In another language nothing tells advice from what is there, so that a single name that does not exist proves nothing. */
const leastForeignNames = 2;

/**
 * The names that do not exist, where nothing of what the finding speaks of does, or where what it is about does not. Names
 * beside real ones prove nothing: they may be results, advice, or parts of a library. Nor do those that a rule names.
 */
async function missingNames(
  finding: PlacedFinding,
  files: readonly ChangedFile[],
  code: CodeBase,
  { language, rule }: Wording,
): Promise<readonly string[]> {
  const ruled = rule === undefined ? '' : `${rule.text}\n${rule.good}\n${rule.bad}`;
  const claims = await Promise.all(
    claimedNames(finding, language)
      .filter(({ name }) => !ruled.includes(name))
      .map(async (claim) => ({ ...claim, exists: await exists(claim.name, files, code) })),
  );
  const missing = claims.filter(({ exists }) => !exists);
  const isEnough = isEnglish(language) || missing.length >= leastForeignNames;
  const isInvented = isEnough && (missing.length === claims.length || missing.some(({ isSubject }) => isSubject));
  return isInvented ? missing.map(({ name }) => name) : [];
}

async function exists(name: string, files: readonly ChangedFile[], code: CodeBase): Promise<boolean> {
  const inChange = files.some(
    ({ path, originalPath, content }) =>
      path.includes(name) ||
      originalPath.includes(name) ||
      (content.kind === 'text' &&
        [content.left, content.right].some((side) => side.some((line) => line.includes(name)))),
  );
  return inChange || (await code.search(name, 1)).length > 0;
}

/** True where the claimed line is one that the finder was shown, so that a look at that place can settle the matter. */
function isNearChange(finding: PlacedFinding, files: readonly ChangedFile[]): boolean {
  const file = files.find(({ path }) => path === finding.path);
  if (file?.content.kind !== 'text' || finding.line === undefined) return false;
  return file.content.hunks.some((hunk) =>
    hunk.lines.some((line) => {
      const number =
        finding.side === 'left' ? line.kind !== 'added' && line.left : line.kind !== 'removed' && line.right;
      return number === finding.line;
    }),
  );
}
