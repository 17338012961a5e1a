// Between our repository paths and those of Azure DevOps, which begin with a slash.

/** Our form: one leading slash less. */
export function ourPath(path: string): string {
  return path.startsWith('/') ? path.slice(1) : path;
}

/** Their form: threads refuse a path without the leading slash. */
export function theirPath(path: string): string {
  return `/${ourPath(path)}`;
}
