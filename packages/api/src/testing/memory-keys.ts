import type { AccessKeyScope, CollectDirectory, StoredAccessKey } from "@tokenledger/usage";
import { mintAccessKey } from "../access-keys/access-key-token.ts";

/** The pepper of every key made here. */
export const TEST_PEPPER = "pepper-of-the-tests-0123456789abcdef";

/** Access keys and disabled users in memory; fails when told to. Counts how often it is asked. */
export class MemoryKeys implements CollectDirectory {
  readonly keys = new Map<string, StoredAccessKey>();
  readonly disabled = new Map<string, Date>();
  /** Thrown by every question while it is set. */
  failure: Error | null = null;
  questionCount = 0;

  /** Makes a key and gives its token. */
  add(overrides: Partial<StoredAccessKey> = {}): { token: string; key: StoredAccessKey } {
    const { token, keyId, secretHash } = mintAccessKey({ env: "test", pepper: TEST_PEPPER });
    const scopes: readonly AccessKeyScope[] = ["collect"];
    const id = String(this.keys.size + 1);
    const times = { previousSecret: null, disabledAt: null, expiresAt: null };
    const key = { id, keyId, secretHash, scopes, ...times, ...overrides };
    this.keys.set(keyId, key);
    return { token, key };
  }

  /** Replaces parts of a key, as another process would. */
  change(keyId: string, overrides: Partial<StoredAccessKey>): void {
    const key = this.keys.get(keyId);
    if (key !== undefined) {
      this.keys.set(keyId, { ...key, ...overrides });
    }
  }

  findAccessKey(keyId: string): Promise<StoredAccessKey | null> {
    this.questionCount += 1;
    return this.failure === null
      ? Promise.resolve(this.keys.get(keyId) ?? null)
      : Promise.reject(this.failure);
  }

  disabledUsers(): Promise<ReadonlyMap<string, Date>> {
    return this.failure === null
      ? Promise.resolve(new Map(this.disabled))
      : Promise.reject(this.failure);
  }
}
