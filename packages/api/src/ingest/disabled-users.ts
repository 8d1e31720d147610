import type { CollectDirectory } from "@tokenledger/usage";
import type { Clock } from "../clock.ts";
import { RefreshedValue } from "../refreshed-value.ts";

const FRESH_MS = 5000;
const WAIT_MS_MAX = 500;

export interface DisabledUsersOptions {
  readonly directory: Pick<CollectDirectory, "disabledUsers">;
  readonly clock: Clock;
}

/**
 * Which users are disabled, and since when. At most 5 seconds behind the ledger; while the ledger is away, the last
 * answer stands however old (a user disabled meanwhile is refused once the ledger is back).
 */
export class DisabledUsers {
  readonly #snapshot: RefreshedValue<ReadonlyMap<string, Date>>;

  constructor(options: DisabledUsersOptions) {
    this.#snapshot = new RefreshedValue({
      load: () => options.directory.disabledUsers(),
      clock: options.clock,
      freshMs: FRESH_MS,
      staleMsMax: () => Number.POSITIVE_INFINITY,
      waitMsMax: WAIT_MS_MAX,
    });
  }

  /**
   * Disabled users by name, with the moment from which their records are refused.
   *
   * @throws UnavailableError when the ledger has not answered once since the process began.
   */
  current(): Promise<ReadonlyMap<string, Date>> {
    return this.#snapshot.get();
  }
}
