import { statSync } from "node:fs";
import type { Redis } from "ioredis";
import { checkAtRest } from "../checks/check-at-rest.ts";
import { collectBatch } from "../checks/collect-batch.ts";
import { restFindings, type Finding } from "../checks/finding.ts";
import type { SweepRig } from "../sweep/sweep-rig.ts";
import { Victim } from "../sweep/victim.ts";
import type { DatabaseLook } from "./database-look.ts";
import { SentCalls, type CallSpread } from "./sent-calls.ts";
import { until } from "./until.ts";

const CALL_MS_MAX = 10_000;
const ONCE_A_YEAR = "0 0 1 1 *";

type Settings = Readonly<Record<string, string>>;
type App = "flusher" | "scheduler" | "server";

const settingsOf = (app: App, { pepper }: SweepRig): Settings => {
  const settings: Readonly<Record<App, Settings>> = {
    // What another has left is taken over at once.
    flusher: { FLUSH_WAIT_MS: "200", FLUSH_CLAIM_IDLE_MS: "20" },
    // What would mend what is to be found runs once a year.
    scheduler: {
      COUNTERS_CRON: ONCE_A_YEAR,
      VERIFY_CRON: ONCE_A_YEAR,
      RESEED_CRON: ONCE_A_YEAR,
      UNPRICED_CRON: ONCE_A_YEAR,
      AGGREGATES_CRON: "* * * * * *",
    },
    server: { TOKENLEDGER_KEY_PEPPER: pepper },
  };
  return settings[app];
};

/** What a mutant breaks stays broken: it is waited for no longer than tells it from slowness. */
const WAITS = {
  asItIs: { drainMsMax: 60_000, mirrorMsMax: 20_000 },
  mutated: { drainMsMax: 10_000, mirrorMsMax: 1_000 },
} as const;

export interface SceneParts {
  readonly rig: SweepRig;
  readonly database: DatabaseLook;
  readonly redis: Redis;
  /** Of a server without any mistake. */
  readonly serverUrl: string;
  /** Options of Node for what is under test: how a mistake gets in. Empty: as it is. */
  readonly execArgv: readonly string[];
  readonly isMutated: boolean;
}

/** Stores that hold nothing yet, processes to start, and what has been sent. Disposing of it kills what it started. */
export class Scene implements AsyncDisposable {
  readonly rig: SweepRig;
  readonly database: DatabaseLook;
  readonly redis: Redis;
  readonly #parts: SceneParts;
  readonly #calls: SentCalls;
  readonly #victims: Victim[] = [];
  readonly #logFrom: number;

  constructor(parts: SceneParts) {
    this.#parts = parts;
    this.rig = parts.rig;
    this.database = parts.database;
    this.redis = parts.redis;
    this.#calls = new SentCalls(parts.rig.key.id);
    this.#logFrom = statSync(parts.rig.stores.postgresLog).size;
  }

  /** Starts a process under test and waits until it is ready. @param links of the rig: `linked` where what happens on them is to happen to it. */
  async start(
    app: App,
    links: "direct" | "linked" = "direct",
    settings: Settings = {},
  ): Promise<Victim> {
    const all = { ...settingsOf(app, this.rig), ...settings };
    const isDirect = links === "direct";
    const victim = new Victim(this.rig, app, all, this.#parts.execArgv, isDirect);
    this.#victims.push(victim);
    await victim.start();
    return victim;
  }

  /** Sends new calls in one batch until they are answered for. @param firstUrl asked once, before the server without any mistake. */
  async send(count: number, spread: CallSpread = {}, firstUrl?: string): Promise<void> {
    const calls = this.#calls.make(count, spread);
    const records = calls.map(({ record }) => record);
    const ask = async (url: string): Promise<boolean> =>
      collectBatch(url, this.rig.key.token, records, CALL_MS_MAX);
    if (firstUrl === undefined || !(await ask(firstUrl))) {
      await until("an answer to a call", async () => ask(this.#parts.serverUrl));
    }
    this.#calls.answered(calls);
  }

  /** Waits for rest, then looks at everything. */
  async check(): Promise<readonly Finding[]> {
    const { buffer, key, ledger, stores } = this.rig;
    const final = await checkAtRest({
      stores,
      buffer,
      ledger,
      truth: this.#calls.truth,
      keyIds: [key.id],
      waits: WAITS[this.#parts.isMutated ? "mutated" : "asItIs"],
      logFrom: this.#logFrom,
    });
    return restFindings(final);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#victims.map(async (victim) => victim[Symbol.asyncDispose]()));
    for (const link of [this.rig.redisLink, this.rig.postgresLink]) {
      link.tap(undefined);
      link.heal();
    }
  }
}
