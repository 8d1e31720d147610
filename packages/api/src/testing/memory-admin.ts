import {
  InvalidInputError,
  type AccessKeyView,
  type AdminDirectory,
  type NewAccessKey,
  type UserView,
} from "@tokenledger/usage";

/** Keys and users as people see them, in memory. */
export class MemoryAdmin implements AdminDirectory {
  readonly keys = new Map<string, AccessKeyView>();
  readonly users = new Map<string, UserView>();
  /** What was stored of every key made, in order. */
  readonly created: NewAccessKey[] = [];
  readonly searches: (readonly [search: string | null, countMax: number])[] = [];

  listAccessKeys(): Promise<readonly AccessKeyView[]> {
    return Promise.resolve([...this.keys.values()]);
  }

  createAccessKey(key: NewAccessKey): Promise<AccessKeyView> {
    this.created.push(key);
    const { secretHash: _hash, ...shown } = key;
    const view = {
      ...shown,
      id: String(this.keys.size + 1),
      createTime: new Date(0),
      disabledAt: null,
    };
    this.keys.set(view.id, view);
    return Promise.resolve(view);
  }

  setAccessKeyDisabled(id: string, disabledAt: Date | null): Promise<AccessKeyView> {
    const key = this.keys.get(id);
    if (key === undefined) {
      return Promise.reject(new InvalidInputError("NOT_FOUND", `No access key has the id ${id}.`));
    }
    this.keys.set(id, { ...key, disabledAt });
    return Promise.resolve({ ...key, disabledAt });
  }

  listUsers(search: string | null, countMax: number): Promise<readonly UserView[]> {
    this.searches.push([search, countMax]);
    return Promise.resolve([...this.users.values()]);
  }

  setUserDisabled(id: string, disabledAt: Date | null): Promise<UserView> {
    const user = this.users.get(id);
    if (user === undefined) {
      return Promise.reject(new InvalidInputError("NOT_FOUND", `No user has the id ${id}.`));
    }
    this.users.set(id, { ...user, disabledAt });
    return Promise.resolve({ ...user, disabledAt });
  }
}
