// A rule in the Markdown format of Kodus: settings in the front matter, instructions and examples below.
import type { Severity } from '../model/finding.ts';
import type { Rule } from '../model/rules.ts';
import { readFrontMatter } from './front-matter.ts';

/** Longest text of a rule and of an example, in UTF-16 units. */
const longestText = 2_000;

const severities: Readonly<Record<string, Severity>> = {
  critical: 'blocker',
  high: 'warning',
  medium: 'warning',
  low: 'suggestion',
};

/** The rule; `undefined` for one that is switched off or has no text. The id comes from the file's name. */
export function readKodyRule(path: string, text: string): Rule | undefined {
  const { settings, body } = readFrontMatter(text);
  const first = (name: string) => settings.get(name)?.[0] ?? '';
  if (first('enabled').toLowerCase() === 'false') return undefined;
  const sections = sectionsOf(body);
  const instructions = sections.get('instructions') ?? sections.get('') ?? '';
  const title = settings.get('title')?.join(', ') ?? '';
  const said = [title, instructions].filter(Boolean).join(': ');
  if (said === '') return undefined;
  const paths = settings.get('path') ?? settings.get('paths') ?? [];
  const severity = (first('severity_min') || first('severity')).toLowerCase();
  return {
    id: idOf(path),
    scope: first('scope').toLowerCase() === 'pull-request' ? 'pull-request' : 'file',
    paths: paths.includes('**/*') || paths.includes('**') ? [] : paths,
    severity: severities[severity] ?? 'warning',
    text: said.slice(0, longestText),
    good: (sections.get('good example') ?? '').slice(0, longestText),
    bad: (sections.get('bad example') ?? '').slice(0, longestText),
    from: path,
  };
}

/** Texts by the heading above them, in lower case; what comes before the first heading is under ''. */
function sectionsOf(body: string): ReadonlyMap<string, string> {
  const sections = new Map<string, string>();
  let name = '';
  let isCode = false;
  for (const line of body.split('\n')) {
    if (line.trimStart().startsWith('```')) isCode = !isCode;
    const heading = isCode ? null : /^#{1,4}\s(.*)$/.exec(line);
    if (heading === null) sections.set(name, `${sections.get(name) ?? ''}${line}\n`);
    else
      name = (heading[1] ?? '')
        .trim()
        .toLowerCase()
        .replace(/^(bad|good) examples$/, '$1 example');
  }
  return new Map([...sections].map(([heading, text]) => [heading, text.trim()]));
}

function idOf(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1).replace(/\.md$/i, '');
  return name.replace(/[^A-Za-z0-9._-]+/g, '-').slice(0, 60) || 'rule';
}
