// Output that secrets cannot pass: whatever is written, the values that it was told of are taken out.
import type { TextSink } from './output.ts';

/** A sink, and the secrets that it keeps to itself. */
export interface SecretFreeOutput extends TextSink {
  /** From now on the text, and its Base64 and URL forms, are written as stars. */
  keepSecret(text: string): void;
}

/** Too short to be a secret, and likely to be part of a word. */
const shortestSecret = 6;

export function secretFreeOutput(sink: TextSink): SecretFreeOutput {
  const secrets = new Set<string>();
  return {
    keepSecret(text) {
      if (text.length < shortestSecret) return;
      const base64 = (value: string) => Buffer.from(value, 'utf8').toString('base64');
      for (const form of [text, encodeURIComponent(text), base64(text), base64(`:${text}`)]) secrets.add(form);
    },
    write(text) {
      let clean = text;
      for (const secret of secrets) clean = clean.replaceAll(secret, '***');
      return sink.write(clean);
    },
  };
}
