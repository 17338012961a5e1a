// Whether a path may be asked of a repository: people and models write paths, and some lead elsewhere.

/**
 * True for a repository path: forward slashes, relative, no `.` or `..`, no drive, and nothing below a `.git` folder, under
 * any of the names that Windows has for it.
 */
export function isPathInside(path: string): boolean {
  if (path === '' || path.length > 1_000 || /[\0\n\r\\]/.test(path) || /^[a-z]:/i.test(path)) return false;
  return path.split('/').every((part) => part !== '' && part !== '.' && part !== '..' && !isGitFolder(part));
}

/** Windows takes trailing dots and spaces off a name, ends it at a colon, and knows it by a short one. */
function isGitFolder(part: string): boolean {
  const name = part.toLowerCase().split(':', 1)[0] ?? '';
  return /^\.git[. ]*$/.test(name) || /^git~\d+$/.test(name);
}
