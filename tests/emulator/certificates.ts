// A private certificate authority, made anew for each test: Node can sign but not write certificates, so the few bytes are put together here.
import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

/** PEM texts. */
export interface Identity {
  readonly certificate: string;
  readonly key: string;
}

export interface Authority {
  readonly certificate: string;
  /** A certificate for host names (or `127.0.0.1`), or for a client. `validDays` counts from now and may be negative. */
  issue(names: readonly string[], options?: { readonly validDays?: number }): Identity;
}

/** Makes an authority that nobody knows. */
export function makeAuthority(name = 'Authority of a test'): Authority {
  const own = keyPair();
  const of = (subject: string, key: KeyObject, days: number, extensions: readonly Buffer[]) =>
    certificate({ issuer: name, subject, key, days, extensions }, own.privateKey);
  return {
    certificate: of(name, own.publicKey, 30, [extension('2.5.29.19', sequence(boolean(true)))]),
    issue(names, { validDays = 30 } = {}) {
      const { publicKey, privateKey } = keyPair();
      const alternatives = extension('2.5.29.17', sequence(...names.map(alternativeName)));
      return {
        certificate: of(names[0] ?? '', publicKey, validDays, [alternatives]),
        key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      };
    },
  };
}

const keyPair = () => generateKeyPairSync('ec', { namedCurve: 'P-256' });

interface Content {
  readonly issuer: string;
  readonly subject: string;
  readonly key: KeyObject;
  readonly days: number;
  readonly extensions: readonly Buffer[];
}

/** X.509 version 3 (RFC 5280, section 4.1), signed with ECDSA and SHA-256. */
function certificate({ issuer, subject, key, days, extensions }: Content, authority: KeyObject): string {
  const now = Date.now();
  const day = 86_400_000;
  const [from, to] = [now - Math.max(1, 2 - days) * day, now + days * day];
  const content = sequence(
    tagged(0xa0, number(Buffer.from([2]))),
    number(Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    algorithm(),
    distinguishedName(issuer),
    sequence(time(from), time(to)),
    distinguishedName(subject),
    key.export({ type: 'spki', format: 'der' }),
    tagged(0xa3, sequence(...extensions)),
  );
  const signature = sign('sha256', content, authority);
  const whole = sequence(content, algorithm(), tagged(0x03, Buffer.from([0]), signature));
  const lines = whole.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}

/** One value in DER: its tag, its length, its bytes. */
function tagged(tag: number, ...parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  const size = body.length;
  const length = size < 128 ? [size] : size < 256 ? [0x81, size] : [0x82, size >> 8, size & 255];
  return Buffer.concat([Buffer.from([tag, ...length]), body]);
}

const sequence = (...parts: readonly Buffer[]) => tagged(0x30, ...parts);
const number = (bytes: Buffer) => tagged(0x02, bytes);
const boolean = (value: boolean) => tagged(0x01, Buffer.from([value ? 255 : 0]));
/** ecdsa-with-SHA256. */
const algorithm = () => sequence(objectId('1.2.840.10045.4.3.2'));

function objectId(text: string): Buffer {
  const [first = 0, second = 0, ...rest] = text.split('.').map(Number);
  const bytes = rest.flatMap((value) => {
    const digits = [value & 127];
    for (let left = value >> 7; left > 0; left >>= 7) digits.unshift((left & 127) | 128);
    return digits;
  });
  return tagged(0x06, Buffer.from([first * 40 + second, ...bytes]));
}

/** The common name alone. */
function distinguishedName(name: string): Buffer {
  return sequence(tagged(0x31, sequence(objectId('2.5.4.3'), tagged(0x0c, Buffer.from(name, 'utf8')))));
}

/** UTCTime, which holds until 2049. */
function time(milliseconds: number): Buffer {
  const text = `${new Date(milliseconds).toISOString().replace(/[-:T]/g, '').slice(2, 14)}Z`;
  return tagged(0x17, Buffer.from(text, 'ascii'));
}

/** A critical extension would have to be understood by all; none here is. */
function extension(id: string, value: Buffer): Buffer {
  return sequence(objectId(id), tagged(0x04, value));
}

function alternativeName(name: string): Buffer {
  const isAddress = /^\d+(\.\d+){3}$/.test(name);
  return isAddress ? tagged(0x87, Buffer.from(name.split('.').map(Number))) : tagged(0x82, Buffer.from(name, 'ascii'));
}
