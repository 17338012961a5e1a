// The outline child: reads source files with tree-sitter, in a process of its own that may be stopped at any time.
import { readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { Language, Parser } from 'web-tree-sitter';
import { countErrors } from './outline/count-errors.ts';
import { grammarRules } from './outline/grammar-rules.ts';
import { readTree } from './outline/read-tree.ts';
import type { ChildLimits, ErrorsAnswer, OutlineAnswer, OutlineQuestion } from './outline/wire.ts';

const grammars = join(import.meta.dirname, 'grammars');
const [megabytes = '512', millisecondsPerFile = '3000'] = process.argv.slice(2);
const limits: ChildLimits = { megabytes: Number(megabytes), millisecondsPerFile: Number(millisecondsPerFile) };

/** More memory than this process may use; ends it with what has been answered by then. */
class MemoryLimit extends Error {}

run().catch((error: unknown) => {
  process.stderr.write(error instanceof Error ? `${error.name}: ${error.message}\n` : 'failed\n');
  process.exitCode = error instanceof MemoryLimit ? 3 : 1;
});

async function run(): Promise<void> {
  const input = await readInput();
  await Parser.init({ wasmBinary: readFileSync(join(grammars, 'web-tree-sitter.wasm')) });
  const languages = new Map<string, Language | undefined>();
  for (const line of input.split('\n')) {
    const question = questionIn(line);
    if (question === undefined) continue;
    const { grammar } = question;
    if (!languages.has(grammar)) languages.set(grammar, await load(grammar));
    const language = languages.get(grammar);
    if (language !== undefined) answer(question, language);
  }
}

async function readInput(): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of process.stdin) parts.push(part);
  return Buffer.concat(parts).toString('utf8');
}

async function load(grammar: string): Promise<Language | undefined> {
  if (!grammarRules.has(grammar)) return undefined;
  checkMemory();
  try {
    return await Language.load(readFileSync(join(grammars, `tree-sitter-${grammar}.wasm`)));
  } catch {
    return undefined;
  }
}

/** Writes the answer; nothing for a file that takes too long or breaks the parser. */
function answer({ id, wants, grammar, text }: OutlineQuestion, language: Language): void {
  const rules = grammarRules.get(grammar);
  if (rules === undefined) return;
  const parser = new Parser();
  try {
    parser.setLanguage(language);
    const end = performance.now() + limits.millisecondsPerFile;
    let steps = 0;
    const isOver = () => {
      steps += 1;
      if (steps % 64 === 0) checkMemory();
      return performance.now() > end;
    };
    const tree = parser.parse(text, null, { progressCallback: isOver });
    if (tree === null) return;
    checkMemory();
    const found: OutlineAnswer | ErrorsAnswer =
      wants === 'errors' ? { id, errors: countErrors(tree) } : { id, ...readTree(tree, text, rules) };
    tree.delete();
    writeLine(JSON.stringify(found));
  } catch (error) {
    if (error instanceof MemoryLimit) throw error;
  } finally {
    parser.delete();
  }
}

function checkMemory(): void {
  const used = process.memoryUsage.rss() / 1024 / 1024;
  if (used > limits.megabytes) throw new MemoryLimit(`${Math.round(used)} MB`);
}

/** At once, so that an answer is not lost with the process. */
function writeLine(line: string): void {
  let rest = Buffer.from(`${line}\n`);
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(1, rest));
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EAGAIN')) throw error;
    }
  }
}

function questionIn(line: string): OutlineQuestion | undefined {
  if (line === '') return undefined;
  const value: unknown = JSON.parse(line);
  if (typeof value !== 'object' || value === null) return undefined;
  const { id, wants, grammar, text } = value as Record<string, unknown>;
  const isQuestion = typeof id === 'number' && typeof grammar === 'string' && typeof text === 'string';
  if (!isQuestion || (wants !== 'outline' && wants !== 'errors')) return undefined;
  return { id, wants, grammar, text };
}
