// Colours a line of code: comments, strings, keywords. Line by line and roughly, which is enough to read a diff.

const kinds = ['comment', 'string', 'keyword'] as const;

export interface Token {
  /** 0-based UTF-16 index, end exclusive. */
  readonly from: number;
  readonly to: number;
  readonly kind: (typeof kinds)[number];
}

/** Finds tokens from left to right; anything that is in no named group stays plain. */
type Grammar = RegExp;

/** `plain` is what looks like a token and is to be passed over: the names in a JSON object. */
function grammar(comment: string, strings: string, keywords: string, plain = '(?!)'): Grammar {
  const words = keywords.trim().split(/\s+/).join('|');
  return new RegExp(
    `${plain}|(?<comment>${comment})|(?<string>${strings})|(?<keyword>(?<![\\w.$@])(?:${words})(?![\\w]))`,
    'g',
  );
}

const quoted = '"(?:\\\\.|[^"\\\\])*"|\'(?:\\\\.|[^\'\\\\])*\'';
const slashes = '//.*|/\\*.*?(?:\\*/|$)';
const hash = '(?<![^\\s])#.*';

const cSharp = grammar(
  slashes,
  `[$@]*${quoted}`,
  'abstract async await bool break case catch class const continue default else enum false finally for foreach if in int interface internal is long namespace new null out override private protected public readonly record return sealed static string switch this throw true try using var void while',
);
const typeScript = grammar(
  slashes,
  `${quoted}|\`(?:\\\\.|[^\`\\\\])*\``,
  'as async await break case catch class const continue default else export extends false finally for from function if import in instanceof interface let new null number of return string switch this throw true try type typeof undefined unknown void while',
);
const python = grammar(
  hash,
  `[rbf]?"""(?:.*?"""|.*$)|[rbf]?(?:${quoted})`,
  'and as assert async await break class continue def elif else except False finally for from if import in is lambda None not or pass raise return True try while with yield',
);
const sql = grammar(
  '--.*',
  "'(?:''|[^'])*'",
  'ADD ALTER AND AS BY CREATE DELETE DESC DROP FETCH FROM GO GROUP INCLUDE INDEX INSERT INTO JOIN KEY LEFT NEXT NOT NULL OFFSET ON OR ORDER PRIMARY REFERENCES ROWS SELECT SET TABLE UPDATE VALUES VIEW WHERE',
);
const data = grammar(hash, quoted, 'true false null');
const json = grammar(slashes, '"(?:\\\\.|[^"\\\\])*"(?!\\s*:)', 'true false null', '"(?:\\\\.|[^"\\\\])*"(?=\\s*:)');
const infrastructure = grammar(
  `${slashes}|${hash}`,
  quoted,
  'existing false for if module null output param resource true var',
);

const grammars: Readonly<Record<string, Grammar>> = {
  cs: cSharp,
  java: cSharp,
  ts: typeScript,
  tsx: typeScript,
  js: typeScript,
  mjs: typeScript,
  py: python,
  sql,
  yml: data,
  yaml: data,
  json,
  bicep: infrastructure,
  tf: infrastructure,
};

/** The grammar of a file by the ending of its name; `undefined` where lines stay plain. */
export function grammarOf(path: string): Grammar | undefined {
  const ending = path.slice(path.lastIndexOf('.') + 1).toLowerCase();
  return Object.hasOwn(grammars, ending) ? grammars[ending] : undefined;
}

/** Longer lines stay plain: nobody reads their colours, and a hostile line must not cost time. */
const longestLine = 1000;

/** Tokens of a line, in order, without overlaps. */
export function tokensOf(text: string, language: Grammar | undefined): readonly Token[] {
  if (language === undefined || text.length > longestLine) return [];
  return [...text.matchAll(language)].flatMap((match) => {
    const kind = kinds.find((name) => match.groups?.[name] !== undefined);
    return kind === undefined ? [] : [{ from: match.index, to: match.index + match[0].length, kind }];
  });
}

/** Cuts a piece of a line, which begins at index `from`, at the tokens; `draw` gets each piece with its kind, `undefined` for plain text. */
export function drawTokens(
  piece: { readonly text: string; readonly from: number },
  tokens: readonly Token[],
  draw: (text: string, kind: Token['kind'] | undefined) => string,
): string {
  const end = piece.from + piece.text.length;
  const parts: string[] = [];
  let at = piece.from;
  const take = (to: number, kind: Token['kind'] | undefined) => {
    if (to > at) parts.push(draw(piece.text.slice(at - piece.from, to - piece.from), kind));
    at = Math.max(at, to);
  };
  for (const token of tokens.filter((candidate) => candidate.to > piece.from && candidate.from < end)) {
    take(token.from, undefined);
    take(Math.min(token.to, end), token.kind);
  }
  take(end, undefined);
  return parts.join('');
}
