import {
  InvalidInputError,
  type AccessKeyChange,
  type AccessKeyRotation,
  type AccessKeyView,
  type AccessScope,
  type AdminDirectory,
  type NewAccessKey,
  type NewUser,
  type UserChange,
  type UsersByUsage,
  type UserView,
} from "@tokenledger/usage";

/** Keys and users as people see them, in memory. */
export class MemoryAdmin implements AdminDirectory {
  readonly keys = new Map<string, AccessKeyView>();
  readonly users = new Map<string, UserView>();
  /** What was stored of every key made, in order. */
  readonly created: NewAccessKey[] = [];
  readonly rotations: AccessKeyRotation[] = [];
  readonly searches: (readonly [search: string | null, countMax: number])[] = [];
  readonly byUsage: (readonly [scope: AccessScope, question: UsersByUsage])[] = [];

  listAccessKeys(): Promise<readonly AccessKeyView[]> {
    return Promise.resolve([...this.keys.values()]);
  }

  getAccessKey(id: string): Promise<AccessKeyView> {
    return this.#changeKey(id, {});
  }

  createAccessKey(key: NewAccessKey): Promise<AccessKeyView> {
    this.created.push(key);
    const { secretHash: _hash, ...shown } = key;
    const view = {
      ...shown,
      id: String(this.keys.size + 1),
      createTime: new Date(0),
      disabledAt: null,
      lastUsedAt: null,
      rotatedAt: null,
      previousSecret: null,
    };
    this.keys.set(view.id, view);
    return Promise.resolve(view);
  }

  async updateAccessKey(id: string, change: AccessKeyChange): Promise<AccessKeyView> {
    const { name, scopes, expiresAt } = await this.getAccessKey(id);
    return this.#changeKey(id, {
      name: change.name ?? name,
      scopes: change.scopes ?? scopes,
      expiresAt: change.expiresAt === undefined ? expiresAt : change.expiresAt,
    });
  }

  async rotateAccessKey(id: string, rotation: AccessKeyRotation): Promise<AccessKeyView> {
    this.rotations.push(rotation);
    const { last4: oldLast4 } = await this.getAccessKey(id);
    const { last4, rotatedAt, previousExpiresAt } = rotation;
    const previousSecret =
      previousExpiresAt === null ? null : { last4: oldLast4, expiresAt: previousExpiresAt };
    return this.#changeKey(id, { last4, rotatedAt, previousSecret });
  }

  setAccessKeyDisabled(id: string, disabledAt: Date | null): Promise<AccessKeyView> {
    return this.#changeKey(id, { disabledAt });
  }

  listUsers(search: string | null, countMax: number): Promise<readonly UserView[]> {
    this.searches.push([search, countMax]);
    return Promise.resolve([...this.users.values()]);
  }

  listUsersByUsage(scope: AccessScope, question: UsersByUsage): Promise<readonly UserView[]> {
    this.byUsage.push([scope, question]);
    return Promise.resolve([...this.users.values()]);
  }

  getUser(id: string): Promise<UserView> {
    return this.#changeUser(id, {});
  }

  createUser(user: NewUser): Promise<UserView> {
    const id = String(this.users.size + 1);
    const times = { createTime: new Date(0), disabledAt: null, pseudonymisedAt: null };
    const view = { ...user, ...times, id };
    this.users.set(id, view);
    return Promise.resolve(view);
  }

  async updateUser(id: string, change: UserChange): Promise<UserView> {
    const { displayName, note } = await this.getUser(id);
    return this.#changeUser(id, {
      displayName: change.displayName === undefined ? displayName : change.displayName,
      note: change.note === undefined ? note : change.note,
    });
  }

  setUserDisabled(id: string, disabledAt: Date | null): Promise<UserView> {
    return this.#changeUser(id, { disabledAt });
  }

  #changeKey(id: string, change: Partial<AccessKeyView>): Promise<AccessKeyView> {
    const key = this.keys.get(id);
    if (key === undefined) {
      return Promise.reject(new InvalidInputError("NOT_FOUND", `No access key has the id ${id}.`));
    }
    const changed = { ...key, ...change };
    this.keys.set(id, changed);
    return Promise.resolve(changed);
  }

  #changeUser(id: string, change: Partial<UserView>): Promise<UserView> {
    const user = this.users.get(id);
    if (user === undefined) {
      return Promise.reject(new InvalidInputError("NOT_FOUND", `No user has the id ${id}.`));
    }
    const changed = { ...user, ...change };
    this.users.set(id, changed);
    return Promise.resolve(changed);
  }
}
