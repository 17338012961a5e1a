// Explains why a connection was not made: the proxy, a certificate, or the kind of encryption, and where to set it right.
import type { Explanation } from '../errors.ts';
import { hostOf, type Network } from '../model/network.ts';

/** Whom we wanted to reach. */
export interface Wanted {
  /** With the port where it is not the usual one. */
  readonly host: string;
  /** `Azure DevOps`, `the model server`, `Microsoft Entra`. */
  readonly name: string;
  /** Code of an explanation about its certificate. */
  readonly certificateCode: string;
  /** Whether the address is https, as the port for the proxy's list depends on it. */
  readonly isSecure: boolean;
}

/** True for what another try will not change: a decision of the proxy, or a certificate. */
export function isLasting(code: string): boolean {
  return /^PROXY_(CREDENTIALS|REFUSED|CERTIFICATE)$/.test(code) || isCertificate(code) || isEncryption(code);
}

/** True for a certificate that is not trusted, has expired or does not fit its host. */
function isCertificate(code: string): boolean {
  return /CERT|UNABLE_TO_(GET|VERIFY)|^ERR_TLS/.test(code) && !/^PROXY_|ALERT/.test(code);
}

/** True where the two sides found no way to encrypt. */
function isEncryption(code: string): boolean {
  return /^(EPROTO$|ERR_SSL_)/.test(code);
}

/** Explains a code of Node or of a tunnel; `undefined` for one about the server or its name, which each edge explains itself. */
export function explainConnection(code: string, wanted: Wanted, network: Network): Explanation | undefined {
  if (code.startsWith('PROXY_')) return explainProxy(code, wanted, network);
  if (isCertificate(code)) return explainCertificate(code, wanted, network);
  return isEncryption(code) ? explainEncryption(code, wanted, network) : undefined;
}

function explainProxy(code: string, { host, name, isSecure }: Wanted, network: Network): Explanation {
  const proxy = isSecure ? network.httpsProxy : network.httpProxy;
  const address = proxy === undefined ? 'the proxy' : `the proxy ${hostOf(proxy)}`;
  const { set, bypass } = places[network.source];
  const around = `If ${host} can be reached without it, add it to the hosts that go past it (${bypass}).`;
  switch (code) {
    case 'PROXY_CREDENTIALS':
      return {
        code: 'proxy-credentials-refused',
        problem:
          proxy === undefined || proxy.username === ''
            ? `${upper(address)} asks for a user and a password (407), and none is set.`
            : `${upper(address)} did not accept the user and password that it was given (407).`,
        fix: `${network.source === 'agent' ? `Set them with ${set} --proxyusername USER --proxypassword PASSWORD` : `Set them in the address: ${set.replace('HOST', 'USER:PASSWORD@HOST')}, with special letters percent-encoded`}. Only Basic is supported: where the proxy wants NTLM or Kerberos, have it let this machine through without a sign-in, or put a local relay such as Px or cntlm in front. ${around}`,
      };
    case 'PROXY_REFUSED':
      return {
        code: 'proxy-refused',
        problem: `${upper(address)} did not open a tunnel (CONNECT) to ${host}, which is ${name}.`,
        fix: `Ask those who run the proxy to allow CONNECT to ${hostAndPort(host, isSecure)}${isSecure ? '' : '; many allow it to port 443 alone, so use an https address where there is one'}. ${around}`,
      };
    case 'PROXY_FAILED':
      return {
        code: 'proxy-failed',
        problem: `${upper(address)} could not reach ${host}, which is ${name}.`,
        fix: `Check that the name is known to the proxy and that it may leave the network. ${around}`,
      };
    case 'PROXY_CERTIFICATE':
      return {
        code: 'proxy-certificate-not-trusted',
        problem: `The certificate of ${address} itself is not trusted.`,
        fix: `${places[network.source].authority} Or name the proxy by http:// where it offers that: what goes through it is encrypted all the same.`,
      };
    default:
      return {
        code: 'proxy-unreachable',
        problem: `There is no connection to ${address}, through which ${name} (${host}) is asked.`,
        fix: `Check its address and port (${set}), and that this machine can reach it. ${around}`,
      };
  }
}

interface Places {
  readonly set: string;
  readonly bypass: string;
  readonly authority: string;
}

/** Where each setting is made. */
const places: Readonly<Record<Network['source'], Places>> = {
  agent: {
    set: './config --proxyurl http://HOST:PORT',
    bypass: 'the file .proxybypass of the agent, a regular expression a line',
    authority:
      'Give the authority to the agent (./config --sslcacert FILE, in PEM form), or name its file in NODE_EXTRA_CA_CERTS in the environment that the agent is started in.',
  },
  environment: {
    set: 'HTTPS_PROXY=http://HOST:PORT',
    bypass: 'NO_PROXY',
    authority:
      'Name the file of the authority, in PEM form, with --ca-file or in NODE_EXTRA_CA_CERTS; for a pipeline, give it to the agent (./config --sslcacert FILE).',
  },
  flags: {
    set: '--proxy http://HOST:PORT',
    bypass: 'NO_PROXY',
    authority: 'Name the file of the authority, in PEM form, with --ca-file or in NODE_EXTRA_CA_CERTS.',
  },
};

function explainCertificate(code: string, { host, name, certificateCode }: Wanted, network: Network): Explanation {
  const has = network.certificates.authorityFile;
  if (code === 'CERT_HAS_EXPIRED' || code === 'CERT_NOT_YET_VALID') {
    return {
      code: certificateCode,
      problem: `The certificate of ${host} (${name}) is not valid at this time (${code}), so it is not trusted.`,
      fix: 'Check the clock of this machine. If it is right, those who run the host, or the proxy that looks into its traffic, must renew the certificate.',
    };
  }
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    return {
      code: certificateCode,
      problem: `The certificate shown for ${host} (${name}) is not trusted, because it is made out for another name (${code}).`,
      fix: 'Check the address for a typing error or a short name. If it is right, something in between answers for the host.',
    };
  }
  return {
    code: certificateCode,
    problem: `The certificate of ${host} (${name}) is not trusted: it comes from an authority that Node does not know (${code})${has === '' ? '' : `, nor is it in ${has}`}.`,
    fix: `In a company this is mostly its own authority, or that of a proxy which looks into the traffic. ${places[network.source].authority} Node does not read the certificates of the operating system unless NODE_USE_SYSTEM_CA=1 tells it to (Node 24). Checking is never switched off.`,
  };
}

function explainEncryption(code: string, { host, name }: Wanted, network: Network): Explanation {
  if (/CERTIFICATE_REQUIRED|BAD_CERTIFICATE|HANDSHAKE_FAILURE/.test(code)) {
    const has = network.certificates.clientFile + network.certificates.clientArchiveFile;
    return {
      code: 'client-certificate-refused',
      problem: `${host} (${name}) ended the handshake: it wants a client certificate${has === '' ? ', and none is set' : ' other than the one it was shown'}, or knows none of our ciphers (${code}).`,
      fix: 'Give the agent the certificate (./config --sslclientcert FILE --sslclientcertkey FILE --sslclientcertarchive FILE --sslclientcertpassword PASSWORD), or have the host offer the ciphers of TLS 1.2 or 1.3.',
    };
  }
  if (/WRONG_VERSION_NUMBER|PACKET_LENGTH|HTTP_REQUEST/.test(code)) {
    return {
      code: 'not-encrypted',
      problem: `${host} (${name}) does not speak TLS where an https address says it does (${code}).`,
      fix: 'Check scheme and port of the address: http and https listen on different ports.',
    };
  }
  return {
    code: 'tls-version',
    problem: `${host} (${name}) and this machine found no version of TLS that both know (${code}). Node speaks 1.2 and 1.3.`,
    fix: 'Check the scheme and the port of the address: http and https listen on different ports. If they are right, have the host offer TLS 1.2: Windows Server 2012 R2 and older must be told to. If a proxy or firewall stands in between, look there first.',
  };
}

const upper = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
const hostAndPort = (host: string, isSecure: boolean) => (/:\d+$/.test(host) ? host : `${host}:${isSecure ? 443 : 80}`);
