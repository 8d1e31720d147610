/** Stands for this page's own origin while a path is judged; `.invalid` belongs to nobody (RFC 2606). */
const HERE = "http://here.invalid";

/**
 * Where to go after logging in: the path asked for if it lies on this page's own origin, else the overview. A link to the log-in page
 * must not lead a member elsewhere (CWE-601). Judged by the browser's own parser, since `//host`, `/\host` and a `/` with a tab
 * behind it all leave the origin.
 */
export const safeRedirect = (path: string | undefined): string => {
  if (path?.startsWith("/") !== true || !URL.canParse(path, HERE)) {
    return "/";
  }
  const { origin, pathname, search, hash } = new URL(path, HERE);
  // What is left of `/.//host` is a path that would be read as a host the next time.
  const isHere = origin === HERE && !pathname.startsWith("//") && pathname !== "/login";
  return isHere ? pathname + search + hash : "/";
};
