// The certificates of a network, read from disk: whom to trust, and what to show of ourselves.
import { readFileSync } from 'node:fs';
import * as tls from 'node:tls';
import { ConfigError } from '../errors.ts';
import type { Certificates } from '../model/network.ts';

/**
 * One context for all connections: parsing every authority again for each would cost milliseconds a time. `undefined` where
 * Node's own will do. Throws ConfigError for files that cannot be used.
 */
export function secureContext(certificates: Certificates): tls.SecureContext | undefined {
  const { authorityFile, clientFile, clientKeyFile, clientArchiveFile, clientPassword } = certificates;
  if (`${authorityFile}${clientFile}${clientArchiveFile}` === '') return undefined;
  const isPair = clientFile !== '' && clientKeyFile !== '';
  const own = isPair
    ? { cert: read(clientFile, 'client certificate'), key: read(clientKeyFile, 'key of the client certificate') }
    : clientArchiveFile === ''
      ? {}
      : { pfx: read(clientArchiveFile, 'client certificate archive') };
  const authorities = authorityFile === '' ? {} : { ca: [...usualAuthorities(), authoritiesIn(authorityFile)] };
  try {
    return tls.createSecureContext({
      ...authorities,
      ...own,
      ...(clientPassword === '' ? {} : { passphrase: clientPassword }),
    });
  } catch (error) {
    throw clientUnusable(error);
  }
}

/** Naming authorities replaces those that Node trusts, so these are named along: not every host is behind the company's. */
function usualAuthorities(): readonly string[] {
  // Node 22.15 and later knows them all, the machine's among them where Node was told to use those.
  const known: unknown = Reflect.get(tls, 'getCACertificates');
  if (typeof known === 'function') return known('default') as readonly string[];
  const extra = process.env['NODE_EXTRA_CA_CERTS'] ?? '';
  return [...tls.rootCertificates, ...(extra === '' ? [] : [read(extra, 'file in NODE_EXTRA_CA_CERTS').toString()])];
}

function authoritiesIn(file: string): string {
  const text = read(file, 'file of certificate authorities').toString('utf8');
  if (text.includes('-----BEGIN CERTIFICATE-----')) return text;
  throw new ConfigError({
    code: 'certificate-file-unusable',
    problem: `The file of certificate authorities holds no certificate in PEM form: ${file}.`,
    fix: 'Export the authority as Base-64 (PEM): a text that begins with "-----BEGIN CERTIFICATE-----". openssl x509 -inform der -in FILE -out FILE.pem converts the binary form.',
  });
}

function read(file: string, what: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
    throw new ConfigError({
      code: 'certificate-file-unusable',
      problem: `The ${what} cannot be read${code}: ${file}.`,
      fix: 'Check that the file is there and that the account of the agent may read it; in a container job it must be inside the container. The agent names it by ./config --sslcacert, --sslclientcert, --sslclientcertkey and --sslclientcertarchive, the command line by --ca-file.',
    });
  }
}

function clientUnusable(error: unknown): ConfigError {
  const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
  return new ConfigError({
    code: 'client-certificate-unusable',
    problem: `The certificates of the agent cannot be used together${code}: a wrong password, a key of another certificate, or a form that Node does not read.`,
    fix: 'Check the client certificate, its key and its password as the agent was given them (./config --sslclientcert, --sslclientcertkey, --sslclientcertarchive, --sslclientcertpassword). An archive must be encrypted with AES; openssl pkcs12 -export writes one.',
  });
}
