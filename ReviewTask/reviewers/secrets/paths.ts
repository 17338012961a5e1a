// What a file's path says about the secrets that may be in it.

const examplePath =
  /(?:^|\/)(?:tests?|__tests__|specs?|fixtures?|mocks?|__mocks__|test-?data|e2e|cypress|samples?|examples?|docs?|[\w.-]*\.(?:unit|integration|functional)?tests?)\/|\.(?:test|spec|stories)\.\w+$|(?:^|\/)test_[^/]*$|_test\.\w+$|Tests?\.(?:cs|java|kt|vb|fs|ps1)$|\.(?:md|mdx|rst|adoc)$/i;

const bareValuePath =
  /(?:^|\/)(?:\.env[\w.-]*|Dockerfile[\w.-]*|[\w.-]*\.Dockerfile|\.npmrc|\.pypirc|\.netrc)$|\.(?:env|ya?ml|properties|ini|cfg|conf|config|toml|tfvars|sh|bash|ps1|cmd|bat)$/i;

/** True for tests, fixtures, samples and documentation. */
export function isExamplePath(path: string): boolean {
  return examplePath.test(path);
}

/** True for formats in which a value may stand without quotes. */
export function hasBareValues(path: string): boolean {
  return bareValuePath.test(path);
}
