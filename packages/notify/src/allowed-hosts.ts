const ENTRY = /^[^\s/@?#\\]+$/;

/** `host:port` in the one spelling that URLs have: lower case, punycode, no trailing dot, addresses in decimal. */
const placeOf = (url: URL, port: string): string => `${url.hostname.replace(/\.$/, "")}:${port}`;

const placesOf = (entry: string): readonly string[] | null => {
  const url = ENTRY.test(entry) ? URL.parse(`ftp://${entry}`) : null;
  const http = URL.parse(`http://${entry}`);
  if (url === null || http === null) return null;
  // ftp has another default port than http and https: what a URL drops as its default is told from what was never said.
  const said = url.port === "" && entry.endsWith(":21") ? "21" : url.port;
  return said === "" ? [placeOf(http, "80"), placeOf(http, "443")] : [placeOf(http, said)];
};

/** Hosts that the operator lets channels reach inside the network, with the ports they may be reached at. */
export class AllowedHosts {
  readonly #places: ReadonlySet<string>;

  constructor(places: readonly string[]) {
    this.#places = new Set(places);
  }

  /** Reads `host` (ports 80 and 443) and `host:port`, separated by commas. @returns null where an entry is neither. */
  static parse(text: string): AllowedHosts | null {
    const entries = text.split(",").flatMap((each) => (each.trim() === "" ? [] : [each.trim()]));
    const places = entries.map(placesOf);
    if (places.includes(null)) return null;
    return new AllowedHosts(places.flatMap((each) => each ?? []));
  }

  /** Whether the operator named this URL's host and port. */
  has(url: URL): boolean {
    const port = url.port === "" ? (url.protocol === "http:" ? "80" : "443") : url.port;
    return this.#places.has(placeOf(url, port));
  }
}
