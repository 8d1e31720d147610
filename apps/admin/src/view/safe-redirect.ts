/**
 * Where to go after logging in: the path asked for if it lies on this page's own origin, else the overview.
 * `//host` and `/\host` leave the origin in a browser; a link to the log-in page must not lead a member elsewhere (CWE-601).
 */
export const safeRedirect = (path: string | undefined): string =>
  path !== undefined && /^\/(?![/\\])/.test(path) && !path.startsWith("/login") ? path : "/";
