// Reading data in ways that let the data run code.
import { type BuiltInRule, columnsOf, languages, nearby, outsideStrings } from './rule.ts';

const consequence = 'Whoever can write the data can make this process run code of their choice.';

/** Imports are looked for in so many lines from the top. */
const importLines = 200;

export const deserializationRules: readonly BuiltInRule[] = [
  {
    id: 'csharp-unsafe-formatter',
    title: 'A formatter that runs code while it reads',
    failure: `${consequence} There is no safe way to use it, and .NET 9 has removed BinaryFormatter. Use System.Text.Json, or DataContractSerializer with known types.`,
    severity: 'warning',
    category: 'security',
    files: languages.csharp,
    inTests: true,
    match: outsideStrings(
      /\bnew\s+(?:\w+\.)*(?:BinaryFormatter|SoapFormatter|NetDataContractSerializer|LosFormatter|ObjectStateFormatter)\s*\(/,
    ),
  },
  {
    id: 'json-type-names',
    title: 'JSON may name the .NET type to create',
    failure: `${consequence} Set \`TypeNameHandling.None\`, or list the allowed types in a SerializationBinder; System.Text.Json has \`JsonDerivedType\` for this.`,
    severity: 'warning',
    category: 'security',
    files: languages.csharp,
    inTests: false,
    match: (_line, context) => {
      const columns = columnsOf(
        /\bTypeNameHandling\s*=\s*(?:\w+\.)*TypeNameHandling\.(?:All|Auto|Objects|Arrays)\b/.exec(
          context.bare[context.index] ?? '',
        ),
      );
      return columns !== undefined && /SerializationBinder/.test(nearby(context, 8, 8)) ? undefined : columns;
    },
  },
  {
    id: 'python-unpickle-input',
    title: 'Pickled data from outside is loaded',
    failure: `${consequence} Use JSON, or sign the data and check the signature before loading it.`,
    severity: 'warning',
    category: 'security',
    files: languages.python,
    inTests: false,
    match: outsideStrings(
      /\b(?:c?[pP]ickle|dill|marshal)\.loads?\(\s*[^()]{0,40}\b(?:request|req|body|payload|recv|socket|sock|message|response|cookie|cookies|event)\b/,
    ),
  },
  {
    id: 'python-yaml-load',
    title: 'YAML is loaded with a loader that can create any object',
    failure: `${consequence} Write \`yaml.safe_load(…)\`.`,
    severity: 'warning',
    category: 'security',
    files: languages.python,
    inTests: false,
    match: (_line, { bare, index, raw }) => {
      const columns = columnsOf(
        /(?<![\w.])yaml\.(?:load(?:_all)?\((?:[^(),]|\([^()]*\)){1,120}(?:,\s*(?:Loader\s*=\s*)?yaml\.(?:Unsafe|Full)?Loader\s*)?\)|unsafe_load(?:_all)?\()/.exec(
          bare[index] ?? '',
        ),
      );
      if (columns === undefined) return undefined;
      return raw.slice(0, importLines).some((text) => /ruamel|yaml\s*=\s*YAML\(/.test(text.slice(0, 300)))
        ? undefined
        : columns;
    },
  },
  {
    id: 'xml-dtd-parsed',
    title: 'XML may pull in files and addresses',
    failure:
      'A document type in the input makes the parser read local files or call internal addresses for whoever sent it, or grow until memory is gone. Use `DtdProcessing.Prohibit`, or set `XmlResolver = null`.',
    severity: 'warning',
    category: 'security',
    files: languages.csharp,
    inTests: false,
    match: (_line, context) => {
      const columns = columnsOf(/\bDtdProcessing\s*=\s*DtdProcessing\.Parse\b/.exec(context.bare[context.index] ?? ''));
      return columns !== undefined && /XmlResolver\s*=\s*null/.test(nearby(context, 6, 6)) ? undefined : columns;
    },
  },
];
