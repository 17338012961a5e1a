// What in each grammar's tree is a symbol and what is a call: a table, so that another language is another entry.

export type SymbolKind = 'function' | 'class' | 'interface' | 'block' | 'other';

/**
 * Where the name of a symbol or the callee of a call is found in its node:
 * `field` is a field of the node, `field*` follows that field as deep as it goes, `>type` is the first child of a type,
 * `@line` is the text of the node's first line.
 */
export type NamePath = string;

/** A kind of node that is a symbol. */
export interface SymbolRule {
  readonly kind: SymbolKind;
  readonly name: NamePath;
  /** The node counts only where this field has one of these types. */
  readonly only?: readonly [field: string, ...types: readonly string[]];
}

/** Everything about one grammar. */
export interface GrammarRules {
  readonly symbols: ReadonlyMap<string, SymbolRule>;
  /** Node type to the place of the name that is called. */
  readonly calls: ReadonlyMap<string, NamePath>;
}

/** Nodes around a symbol that belong to it: their first line is the symbol's. */
export const wrappers: ReadonlySet<string> = new Set([
  'decorated_definition',
  'export_statement',
  'template_declaration',
  'lexical_declaration',
  'variable_declaration',
]);

/** Nodes before a symbol that belong to it. */
export const prefixes: ReadonlySet<string> = new Set(['attribute_item', 'decorator']);

/** Makes rules out of lists of node types: `kind: 'type type'`, the name in the field `name`. */
function rules(
  plain: Partial<Record<SymbolKind, string>>,
  calls: Readonly<Record<string, NamePath>>,
  special: Readonly<Record<string, SymbolRule>> = {},
): GrammarRules {
  const listed = (['function', 'class', 'interface', 'block', 'other'] as const).flatMap((kind) =>
    (plain[kind] ?? '')
      .split(' ')
      .filter((type) => type !== '')
      .map((type): [string, SymbolRule] => [type, { kind, name: 'name' }]),
  );
  return { symbols: new Map([...listed, ...Object.entries(special)]), calls: new Map(Object.entries(calls)) };
}

const lambda = ['arrow_function', 'function_expression', 'generator_function'] as const;
const block = (name: NamePath): SymbolRule => ({ kind: 'block', name });

const javascript = rules(
  {
    function:
      'function_declaration generator_function_declaration method_definition function_signature abstract_method_signature',
    class: 'class_declaration abstract_class_declaration class',
    interface: 'interface_declaration',
    other: 'type_alias_declaration enum_declaration internal_module',
  },
  {
    call_expression: 'function',
    new_expression: 'constructor',
    jsx_opening_element: 'name',
    jsx_self_closing_element: 'name',
  },
  {
    variable_declarator: { kind: 'function', name: 'name', only: ['value', ...lambda] },
    public_field_definition: { kind: 'function', name: 'name', only: ['value', ...lambda] },
    field_definition: { kind: 'function', name: 'property', only: ['value', ...lambda] },
    pair: { kind: 'function', name: 'key', only: ['value', ...lambda] },
  },
);

const cSharp = rules(
  {
    function: 'method_declaration constructor_declaration destructor_declaration local_function_statement',
    class: 'class_declaration struct_declaration record_declaration record_struct_declaration',
    interface: 'interface_declaration',
    other: 'enum_declaration delegate_declaration',
  },
  { invocation_expression: 'function', object_creation_expression: 'type' },
  {
    property_declaration: { kind: 'function', name: 'name' },
    indexer_declaration: { kind: 'function', name: '@line' },
    operator_declaration: { kind: 'function', name: '@line' },
  },
);

/** `struct point *p` names a structure and defines none. */
const withBody = (kind: SymbolKind, list: string): SymbolRule => ({ kind, name: 'name', only: ['body', list] });

const cpp = rules(
  {},
  { call_expression: 'function', new_expression: 'type' },
  {
    class_specifier: withBody('class', 'field_declaration_list'),
    struct_specifier: withBody('class', 'field_declaration_list'),
    union_specifier: withBody('other', 'field_declaration_list'),
    enum_specifier: withBody('other', 'enumerator_list'),
    function_definition: { kind: 'function', name: 'declarator*' },
  },
);

const java = rules(
  {
    function: 'method_declaration constructor_declaration compact_constructor_declaration',
    class: 'class_declaration record_declaration',
    interface: 'interface_declaration annotation_type_declaration',
    other: 'enum_declaration',
  },
  { method_invocation: 'name', object_creation_expression: 'type' },
);

const php = rules(
  {
    function: 'function_definition method_declaration',
    class: 'class_declaration trait_declaration',
    interface: 'interface_declaration',
    other: 'enum_declaration',
  },
  {
    function_call_expression: 'function',
    member_call_expression: 'name',
    nullsafe_member_call_expression: 'name',
    scoped_call_expression: 'name',
    object_creation_expression: '>name',
  },
);

const rust = rules(
  {
    function: 'function_item function_signature_item',
    class: 'struct_item',
    interface: 'trait_item',
    other: 'enum_item mod_item macro_definition type_item union_item',
  },
  { call_expression: 'function', macro_invocation: 'macro', struct_expression: 'name' },
  { impl_item: { kind: 'class', name: 'type' } },
);

const powershell = rules(
  {},
  { command: 'command_name', invokation_expression: '>member_name' },
  {
    function_statement: { kind: 'function', name: '>function_name' },
    class_statement: { kind: 'class', name: '>simple_name' },
    class_method_definition: { kind: 'function', name: '>simple_name' },
  },
);

/** Rules by grammar name. */
export const grammarRules: ReadonlyMap<string, GrammarRules> = new Map([
  ['bash', rules({ function: 'function_definition' }, { command: 'name' })],
  ['c-sharp', cSharp],
  ['cpp', cpp],
  [
    'go',
    rules(
      { function: 'function_declaration method_declaration', class: 'type_spec', other: 'type_alias' },
      { call_expression: 'function', composite_literal: 'type' },
    ),
  ],
  // `var.name` and `module.name.id` lead to blocks as calls lead to functions.
  ['hcl', rules({}, { function_call: '>identifier', get_attr: '>identifier' }, { block: block('@line') })],
  ['java', java],
  ['javascript', javascript],
  ['php', php],
  ['powershell', powershell],
  ['python', rules({ function: 'function_definition', class: 'class_definition' }, { call: 'function' })],
  ['ruby', rules({ function: 'method singleton_method', class: 'class', other: 'module' }, { call: 'method' })],
  ['rust', rust],
  ['tsx', javascript],
  ['typescript', javascript],
  ['yaml', rules({}, {}, { block_mapping_pair: block('@line'), block_sequence_item: block('@line') })],
]);
