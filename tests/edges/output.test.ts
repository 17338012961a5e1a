// The one writer: no text can be read as a logging command, whatever is done to hide it.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createOutput, harmless } from '../../ReviewTask/edges/output.ts';
import { readCommands } from '../emulator/agent/commands.ts';

const hostile: readonly { readonly name: string; readonly given: string }[] = [
  { name: 'at the start', given: '##vso[task.complete result=Failed;done=true]' },
  { name: 'in the middle', given: 'Fix login ##vso[task.setvariable variable=PATH]/tmp/evil' },
  { name: 'in other letter case', given: '##VSO[task.prependpath]/tmp' },
  { name: 'after a line break', given: 'innocent\n##vso[build.addbuildtag]x' },
  { name: 'after a carriage return alone', given: 'innocent\r##vso[build.addbuildtag]x' },
  { name: 'after a vertical tab and a form feed', given: 'a\u000B##vso[a.b]\u000C##vso[c.d]' },
  { name: 'after a Unicode line separator', given: 'a\u2028##vso[a.b]\u2029##vso[c.d]\u0085##vso[e.f]' },
  { name: 'with a zero-width space', given: '#\u200B#vso[task.complete]' },
  { name: 'with a soft hyphen, a joiner and a variation selector', given: '##v\u00ADs\u200Do\uFE0F[task.complete]' },
  { name: 'with a null character', given: '##\u0000vso[task.complete]' },
  { name: 'with a grapheme joiner', given: '#\u034F#vso[task.complete]' },
  { name: 'more hashes', given: '####vso[task.complete]' },
  { name: 'formatting', given: '##[error]You have been owned ##[group]x' },
  { name: 'a command inside a command', given: '##vso[##vso[task.complete]]' },
];

function printed(write: (output: ReturnType<typeof createOutput>) => void): readonly string[] {
  const written: string[] = [];
  write(createOutput({ write: (text) => written.push(text) }));
  return written.join('').split(/\r\n|\r|\n/);
}

describe('the writer', () => {
  for (const { name, given } of hostile) {
    it(`makes a command harmless: ${name}`, () => {
      const lines = printed((output) => output.line(given));
      assert.deepEqual(readCommands(lines), []);
      for (const line of lines) assert.doesNotMatch(line, /##\[/);
    });
    it(`also in the title of a section: ${name}`, () => {
      const lines = printed((output) => output.mark('group', given));
      assert.deepEqual(readCommands(lines), []);
      assert.equal(lines.join('\n').match(/##\[/g)?.length, 1, 'only our own mark');
    });
  }

  it('leaves ordinary text as it is, tabs and emoji included', () => {
    const text = '\tif (a ## b) return "ä 🏭 #1";';
    assert.equal(harmless(text), text);
  });

  it('writes each line in one piece', () => {
    const written: string[] = [];
    createOutput({ write: (text) => written.push(text) }).line('a\nb');
    assert.deepEqual(written, ['a\n', 'b\n']);
  });

  it('drops the debug lines of the task library, which name values of inputs', () => {
    const lines = printed(({ commands }) => {
      commands.write('##vso[task.debug]modelApiKey=secret\n');
      commands.write('##vso[task.complete result=Succeeded;]done\n');
    });
    assert.deepEqual(lines, ['##vso[task.complete result=Succeeded;]done', '']);
  });

  it('holds for any text', () => {
    const part = fc.constantFrom(
      '#',
      '##',
      'vso',
      '[',
      ']',
      '\u200B',
      '\u00AD',
      '\r',
      '\n',
      '\u2028',
      'V',
      's',
      'o',
      '\uFE0F',
      ' ',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(part, fc.string({ unit: 'binary', maxLength: 3 })), { maxLength: 30 }), (parts) => {
        const lines = printed((output) => output.line(parts.join('')));
        assert.deepEqual(readCommands(lines), []);
      }),
    );
  });
});
