// Values that become markup in a browser.
import { type BuiltInRule, columnsOf, languages } from './rule.ts';

const cleaned =
  /sanit|purif|escap|encode|clean|safe|trusted|JSON\.stringify|\bt\(|i18n|translate|highlight|katex|mermaid|svg|icon/i;

/** Names of values that come from a person, a request or a server. */
const foreign =
  /\b(?:props|req|request|query|params|location|window\.name|userInput|input|comment|message|body|user|response|res|result|event|data|value|html|content|description|title|name|search|hash)\b/;

export const webRules: readonly BuiltInRule[] = [
  {
    id: 'dom-markup-from-value',
    title: 'A value is written as markup',
    failure:
      "Markup in the value runs as script in the reader's session (cross-site scripting). Write text with `textContent`, or clean the markup first, for example with DOMPurify.",
    severity: 'warning',
    category: 'security',
    files: languages.script,
    inTests: false,
    match: (line) => {
      if (cleaned.test(line)) return undefined;
      const match =
        /\.(?:innerHTML|outerHTML)\s{0,4}\+?=\s{0,4}(?:`[^`]{0,300}\$\{(?<template>[^{}]{1,80})\}|["'][^"']{0,300}["']\s{0,4}\+\s{0,4}(?<sum>[\w.$[\]()]{1,80}))|\bdocument\.write(?:ln)?\((?<written>[\w.$]{1,80})\)|\binsertAdjacentHTML\(\s?["']\w{1,20}["']\s?,\s?`[^`]{0,300}\$\{(?<adjacent>[^{}]{1,80})\}|\b__html:\s{0,4}(?<react>[\w.$?[\]]{1,80})\s{0,4}\}/.exec(
          line,
        );
      const value = Object.values(match?.groups ?? {}).find((group) => group !== undefined);
      return value !== undefined && foreign.test(value) ? columnsOf(match) : undefined;
    },
  },
  {
    id: 'razor-raw-model',
    title: 'A model value is written without encoding',
    failure:
      "`Html.Raw` writes the value as markup: text from a person runs as script in the reader's session (cross-site scripting). Write `@Model.…` and let Razor encode it, or clean the markup where it is stored.",
    severity: 'warning',
    category: 'security',
    files: ['**/*.{cshtml,razor}'],
    inTests: true,
    match: (line) =>
      cleaned.test(line) || /json|serialize/i.test(line)
        ? undefined
        : columnsOf(/@?Html\.Raw\(\s*(?:Model|ViewBag|ViewData|Request|TempData)\b[^)]{0,80}\)?/.exec(line)),
  },
  {
    id: 'cors-any-origin-with-credentials',
    title: "Every website may call with the user's cookies",
    failure:
      "`SetIsOriginAllowed(_ => true)` together with `AllowCredentials` lets any page that a signed-in user opens read and change data in the user's name. List the origins with `WithOrigins(…)`.",
    severity: 'warning',
    category: 'security',
    files: languages.csharp,
    inTests: false,
    match: (line, { code, index }) =>
      code.slice(Math.max(0, index - 5), index + 6).some((text) => /\.AllowCredentials\(\)/.test(text))
        ? columnsOf(/\.SetIsOriginAllowed\(\s*\(?\s*\w+\s*\)?\s*=>\s*true\s*\)/.exec(line))
        : undefined,
  },
];
