// For whom a token must be made out so that Azure OpenAI takes it.

/**
 * Azure OpenAI resources have always taken tokens for `cognitiveservices`; the documentation of the v1 endpoint and
 * of Foundry names `ai` instead. The first is tried first, because it works on resources of any age; the second where the
 * authority or the resource says that the audience is wrong.
 */
const names = ['cognitiveservices', 'ai'];

/** Top-level names of the sovereign clouds by the end of the model's host name. */
const clouds: readonly { readonly host: RegExp; readonly domain: string }[] = [
  { host: /\.azure\.us(:\d+)?$/, domain: 'azure.us' },
  { host: /\.azure\.cn(:\d+)?$/, domain: 'azure.cn' },
];

/** Audiences to try, in this order, for a model at a host. */
export function audiencesFor(host: string): readonly string[] {
  const domain = clouds.find((cloud) => cloud.host.test(host))?.domain ?? 'azure.com';
  return names.map((name) => `https://${name}.${domain}`);
}

/** True where the authority or the model server says that a token is made out for somebody else. */
export function isAudienceRefused(reason: string): boolean {
  return /audience|AADSTS(500011|650057|28003)|invalid_resource|invalid_scope/i.test(reason);
}
