/** An Anthropic key that an access key's calls are made with. A key may be shared, and be rotated: many to many. */
export interface AnthropicKeyLink {
  readonly apiKeyId: string;
  /** `access_key.id`, a bigint in decimal. */
  readonly accessKeyId: string;
  /** For people; an Anthropic key lies in one workspace. */
  readonly workspaceId: string | null;
}

/** Keys of both sides that can only be compared together. */
export interface KeyGroup {
  readonly id: string;
  readonly apiKeyIds: readonly string[];
  readonly accessKeyIds: readonly string[];
}

/** Where nothing is linked, all of theirs is compared with all of ours. */
export const EVERYTHING = "everything";
/** Usage that no API key authenticated. */
export const NO_API_KEY = "no-api-key";

const apiNode = (id: string | null): string => (id === null ? NO_API_KEY : `api ${id}`);
const accessNode = (id: string): string => `access ${id}`;

/** Which keys belong together: those that links connect, however many steps apart. */
export class KeyGroups {
  readonly #links: readonly AnthropicKeyLink[];
  readonly #parents = new Map<string, string>();

  constructor(links: readonly AnthropicKeyLink[]) {
    this.#links = links;
    for (const { apiKeyId, accessKeyId } of links) {
      const [a, b] = [this.#rootOf(apiNode(apiKeyId)), this.#rootOf(accessNode(accessKeyId))];
      // The smaller name leads, so that a group's id does not depend on the order of its links; "access…" < "api…".
      if (a !== b) this.#parents.set(a < b ? b : a, a < b ? a : b);
    }
  }

  /** The group of an Anthropic key. */
  ofApiKey(apiKeyId: string | null): string {
    return this.#links.length === 0 ? EVERYTHING : this.#rootOf(apiNode(apiKeyId));
  }

  /** The group of an access key. */
  ofAccessKey(accessKeyId: string): string {
    return this.#links.length === 0 ? EVERYTHING : this.#rootOf(accessNode(accessKeyId));
  }

  /** Who is in a group. One that no link makes is the one key it is named for. */
  describe(id: string): KeyGroup {
    const members = this.#links.filter(({ apiKeyId }) => this.ofApiKey(apiKeyId) === id);
    const [, kind, name] = /^(api|access) (.+)$/u.exec(id) ?? [];
    const alone = name === undefined ? [] : [name];
    return members.length > 0
      ? {
          id,
          apiKeyIds: [...new Set(members.map(({ apiKeyId }) => apiKeyId))].sort(),
          accessKeyIds: [...new Set(members.map(({ accessKeyId }) => accessKeyId))].sort(),
        }
      : {
          id,
          apiKeyIds: kind === "api" ? alone : [],
          accessKeyIds: kind === "access" ? alone : [],
        };
  }

  #rootOf(node: string): string {
    let root = node;
    for (let up = this.#parents.get(root); up !== undefined; up = this.#parents.get(root)) {
      root = up;
    }
    return root;
  }
}
