// How symbols begin in each language, for files that no parser reads: one pattern a line, the name in the group `name`.
import type { OutlineSymbol } from '../model/excerpt.ts';
import type { Language } from './language.ts';

export interface SymbolPattern {
  readonly kind: OutlineSymbol['kind'];
  readonly pattern: RegExp;
  /** True where calls may look the same: only what has lines below it counts. */
  readonly isGuess: boolean;
}

const one = (kind: OutlineSymbol['kind'], pattern: RegExp): SymbolPattern => ({
  kind,
  pattern,
  isGuess: kind === 'block',
});

const guess = (kind: OutlineSymbol['kind'], pattern: RegExp): SymbolPattern => ({ kind, pattern, isGuess: true });

const modifiers =
  '(?:(?:public|private|protected|internal|static|final|abstract|sealed|partial|async|override|virtual|open|data|inline|suspend|export|default|readonly|unsafe|extern|const|synchronized|native|operator)\\s+)*';
const notAKeyword =
  '(?!(?:if|for|foreach|while|switch|catch|return|else|do|try|using|lock|new|throw|await|yield|case|when|with|function|class|super|this|sizeof|typeof|assert|elif|in|is|and|or|not|delete)\\b)';

const type = one(
  'class',
  new RegExp(`^\\s*${modifiers}(?:class|struct|record|object|trait|enum(?:\\s+class)?)\\s+(?<name>\\w+)`),
);
const contract = one('interface', new RegExp(`^\\s*${modifiers}(?:interface|protocol|@interface)\\s+(?<name>\\w+)`));
/** `Task<int> Find(string id)` and the like: a type, a name and parameters, and no semicolon. */
const typedFunction = guess(
  'function',
  new RegExp(
    `^\\s*${notAKeyword}${modifiers}[\\w<>\\[\\],.?*&:]+\\s+[*&]*${notAKeyword}(?<name>[\\w:~]+)\\s*(?:<[^()]*>)?\\([^;=]*$`,
  ),
);

const patterns: Readonly<Record<Language, readonly SymbolPattern[]>> = {
  c: [type, typedFunction],
  csharp: [type, contract, typedFunction],
  go: [
    one('function', /^func\s+(?:\([^)]*\)\s*)?(?<name>\w+)/),
    one('class', /^type\s+(?<name>\w+)\s+struct\b/),
    one('interface', /^type\s+(?<name>\w+)\s+interface\b/),
  ],
  hcl: [
    one('block', /^\s*(?<name>(?:resource|data|module|variable|output|provider|locals|terraform|param|func)\b[^{=]*)/),
  ],
  java: [
    type,
    contract,
    one('function', /^\s*(?:[\w@]+\s+)*fun\s+(?:<[^>]*>\s*)?(?:\w+\.)?(?<name>\w+)/),
    typedFunction,
  ],
  javascript: [
    one('class', /^\s*(?:export\s+)?(?:default\s+)?(?:abstract\s+)?class\s+(?<name>\w+)/),
    one('interface', /^\s*(?:export\s+)?interface\s+(?<name>\w+)/),
    one('function', /^\s*(?:export\s+)?(?:default\s+)?(?:async\s+)?function\s*\*?\s*(?<name>\w+)/),
    one(
      'function',
      /^\s*(?:export\s+)?(?:const|let|var)\s+(?<name>\w+)\s*(?::[^=]*)?=\s*(?:async\s*)?(?:function\b|\([^)]*$|\(.*=>|\w+\s*=>)/,
    ),
    guess(
      'function',
      new RegExp(`^\\s+${notAKeyword}${modifiers}(?:get\\s+|set\\s+|\\*\\s*)?(?<name>[\\w$]+)\\s*\\(.*\\{\\s*$`),
    ),
  ],
  php: [
    one('class', /^\s*(?:abstract\s+|final\s+)*(?:class|trait|enum)\s+(?<name>\w+)/),
    one('interface', /^\s*interface\s+(?<name>\w+)/),
    one('function', /^\s*(?:(?:public|private|protected|static|abstract|final)\s+)*function\s+&?(?<name>\w+)/),
  ],
  powershell: [
    one('function', /^\s*(?:function|filter)\s+(?:\w+:)?(?<name>[\w-]+)/i),
    one('class', /^\s*class\s+(?<name>\w+)/i),
    one('function', /^\s+(?:static\s+|hidden\s+)*\[[\w.[\]]+\]\s*(?<name>\w+)\s*\(/i),
  ],
  python: [one('function', /^\s*(?:async\s+)?def\s+(?<name>\w+)/), one('class', /^\s*class\s+(?<name>\w+)/)],
  ruby: [
    one('function', /^\s*def\s+(?:self\.)?(?<name>[\w?!]+)/),
    one('class', /^\s*class\s+(?<name>[\w:]+)/),
    one('other', /^\s*module\s+(?<name>[\w:]+)/),
  ],
  rust: [
    one('function', /^\s*(?:pub(?:\([^)]*\))?\s+)?(?:(?:async|const|unsafe)\s+)*fn\s+(?<name>\w+)/),
    one('class', /^\s*(?:pub(?:\([^)]*\))?\s+)?(?:struct|enum|union)\s+(?<name>\w+)/),
    one('class', /^\s*(?:unsafe\s+)?impl\b(?:<[^>]*>)?\s*(?:[\w:<>]+\s+for\s+)?(?<name>\w+)/),
    one('interface', /^\s*(?:pub(?:\([^)]*\))?\s+)?trait\s+(?<name>\w+)/),
  ],
  shell: [one('function', /^\s*(?:function\s+(?<name>[\w-]+)|(?<named>[\w-]+)\s*\(\)\s*)/)],
  sql: [
    one(
      'function',
      /^\s*(?:create|alter)\s+(?:or\s+(?:alter|replace)\s+)?(?:procedure|proc|function|trigger|view|package(?:\s+body)?)\s+(?<name>[\w.[\]"]+)/i,
    ),
    one('other', /^\s*create\s+(?:table|type|index)\s+(?:if\s+not\s+exists\s+)?(?<name>[\w.[\]"]+)/i),
  ],
  yaml: [one('block', /^\s*(?<name>(?:-\s+)?[\w$.{}()/-]+\s*:.*)$/)],
  other: [one('block', /^\s*(?<name>\S.*[:{(])\s*$/)],
};

/** The patterns of a language, the more telling ones first. */
export function patternsOf(language: Language): readonly SymbolPattern[] {
  return patterns[language];
}
