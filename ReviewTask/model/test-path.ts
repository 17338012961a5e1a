// Which files are tests, told by their path.

const tests =
  /(^|\/)(tests?|specs?|__tests__|e2e|fixtures?|mocks?)\/|(^|\/)test_[^/]*$|[._-](test|tests|spec)\.\w+$|Tests?\.\w+$/i;

/** True for a repository path that looks like a test or something that only tests use. */
export function isTestPath(path: string): boolean {
  return tests.test(path);
}
