// The environment that the agent gives a Node task: INPUT_*, ENDPOINT_*, SECRET_*, VSTS_*, every variable, and nothing else.

/** A service connection that an input names; the agent hands over only those. */
export interface AgentEndpoint {
  readonly id: string;
  readonly url?: string;
  readonly scheme: string;
  readonly parameters?: Readonly<Record<string, string>>;
  readonly data?: Readonly<Record<string, string>>;
}

export interface AgentVariables {
  readonly inputs: Readonly<Record<string, string>>;
  readonly variables?: Readonly<Record<string, string>>;
  readonly secretVariables?: Readonly<Record<string, string>>;
  readonly jobToken?: string;
  readonly collectionUrl?: string;
  readonly endpoints?: readonly AgentEndpoint[];
  readonly tempDirectory: string;
}

/** What every process needs to start on its system. */
const ofTheMachine = ['PATH', 'Path', 'HOME', 'USERPROFILE', 'SystemRoot', 'SYSTEMROOT', 'TEMP', 'TMP', 'TMPDIR'];

/** Builds the environment. Empty inputs are present as empty, as the agent leaves them. */
export function agentEnvironment(given: AgentVariables): Record<string, string> {
  const secrets = given.secretVariables ?? {};
  const variables: Record<string, string> = {
    'Agent.TempDirectory': given.tempDirectory,
    'Agent.WorkFolder': given.tempDirectory,
    'Agent.Version': '4.275.0',
    'System.HostType': 'build',
    TF_BUILD: 'True',
    ...(given.collectionUrl === undefined ? {} : { 'System.CollectionUri': given.collectionUrl }),
    ...given.variables,
  };
  const all: Readonly<Record<string, string>> = { ...variables, ...secrets };
  return {
    ...machineVariables(),
    ...prefixed('', variables),
    ...prefixed('SECRET_', secrets),
    ...prefixed('INPUT_', expandAll(given.inputs, all)),
    ...jobEndpoint(given),
    ...namedEndpoints(given),
    VSTS_PUBLIC_VARIABLES: JSON.stringify(Object.keys(variables)),
    VSTS_SECRET_VARIABLES: JSON.stringify([...(given.jobToken ? ['System.AccessToken'] : []), ...Object.keys(secrets)]),
  };
}

function machineVariables(): Record<string, string> {
  const present = ofTheMachine.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(present);
}

function namedEndpoints({ endpoints = [], inputs }: AgentVariables): Record<string, string> {
  const named = endpoints.filter(({ id }) => Object.values(inputs).includes(id));
  return Object.assign({}, ...named.map(endpointVariables));
}

function endpointVariables({ id, url, scheme, parameters = {}, data = {} }: AgentEndpoint): Record<string, string> {
  const each = (prefix: string, values: Readonly<Record<string, string>>) =>
    Object.entries(values).map(([name, value]) => [`${prefix}_${id}_${name.toUpperCase()}`, value]);
  return {
    [`ENDPOINT_URL_${id}`]: url ?? 'https://management.azure.com/',
    [`ENDPOINT_AUTH_${id}`]: JSON.stringify({ parameters, scheme }),
    [`ENDPOINT_AUTH_SCHEME_${id}`]: scheme,
    [`ENDPOINT_DATA_${id}`]: JSON.stringify(data),
    ...Object.fromEntries(each('ENDPOINT_AUTH_PARAMETER', parameters)),
    ...Object.fromEntries(each('ENDPOINT_DATA', data)),
  };
}

function jobEndpoint({ jobToken = '', collectionUrl = '' }: AgentVariables): Record<string, string> {
  if (jobToken === '') return {};
  return {
    ENDPOINT_URL_SYSTEMVSSCONNECTION: collectionUrl,
    ENDPOINT_AUTH_SYSTEMVSSCONNECTION: JSON.stringify({ parameters: { AccessToken: jobToken }, scheme: 'OAuth' }),
    ENDPOINT_AUTH_SCHEME_SYSTEMVSSCONNECTION: 'OAuth',
    ENDPOINT_AUTH_PARAMETER_SYSTEMVSSCONNECTION_ACCESSTOKEN: jobToken,
    SECRET_SYSTEM_ACCESSTOKEN: jobToken,
  };
}

function prefixed(prefix: string, values: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [`${prefix}${name.replace(/[. ]/g, '_').toUpperCase()}`, value]),
  );
}

/** Replaces `$(name)` where there is such a variable, letter case aside, and leaves it as it is where there is none. */
function expandAll(
  inputs: Readonly<Record<string, string>>,
  variables: Readonly<Record<string, string>>,
): Record<string, string> {
  const byName = new Map(Object.entries(variables).map(([name, value]) => [name.toLowerCase(), value]));
  const expand = (text: string) =>
    text.replace(/\$\(([^()]+)\)/g, (whole, name: string) => byName.get(name.toLowerCase()) ?? whole);
  return Object.fromEntries(Object.entries(inputs).map(([name, value]) => [name, expand(value).trim()]));
}
