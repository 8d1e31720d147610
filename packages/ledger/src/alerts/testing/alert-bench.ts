import type { MikroORM } from "@mikro-orm/postgresql";
import type { CollectedRecord } from "@tokenledger/usage";
import type {
  AlertCondition,
  AlertLedger,
  AlertPass,
  AlertRule,
  AlertRuleDraft,
  OutsideReadings,
} from "@tokenledger/usage/alerts";
import { makeCollectedRecord, makeEventId } from "@tokenledger/usage/testing";
import { createAlertLedger } from "../alert-ledger.ts";

/** Nothing is known beyond the ledger. */
export const nothingOutside: OutsideReadings = {
  quotaStates: async () => Promise.resolve([]),
  health: async () => Promise.resolve({ openDeadLetters: 0, lagMs: null }),
};

/** So many calls of one key at one time. */
export const callsAt = (
  time: string,
  count: number,
  overrides: Partial<CollectedRecord> = {},
): readonly CollectedRecord[] =>
  Array.from({ length: count }, () =>
    makeCollectedRecord({ eventId: makeEventId(Date.parse(time)), ...overrides }),
  );

/** A server and two schedulers over one database. */
export class AlertBench {
  /** The server's side, and the first scheduler's. */
  readonly alerts: AlertLedger;
  readonly #schedulers: readonly Pick<AlertLedger, "evaluation">[];

  /** @param other as the second scheduler has it. */
  constructor(alerts: AlertLedger, other: MikroORM) {
    this.alerts = alerts;
    this.#schedulers = [alerts, createAlertLedger(other)];
  }

  async addChannel(name: string): Promise<string> {
    const channel = await this.alerts.channels.create(
      { name, kind: "slack", target: "chat", last4: "abcd", sealedDetails: `sealed ${name}` },
      new Date(0),
    );
    return channel.id;
  }

  async addRule(
    condition: AlertCondition,
    changes: Partial<AlertRuleDraft> = {},
  ): Promise<AlertRule> {
    const draft = {
      name: `${condition.kind} ${crypto.randomUUID()}`,
      condition,
      filter: {},
      groupBy: "none",
      channelIds: [],
      isEnabled: true,
      ...changes,
    } as const;
    return this.alerts.rules.create(draft, "erin", new Date(0));
  }

  /** Every scheduler looks at a rule, thrice each, all at once. @returns what came of it in sum. */
  async lookTogether(
    ruleId: string,
    time: string,
    outside: OutsideReadings = nothingOutside,
  ): Promise<AlertPass> {
    const looks = [...this.#schedulers, ...this.#schedulers, ...this.#schedulers];
    const passes = await Promise.all(
      looks.map(async ({ evaluation }) => evaluation.evaluate(ruleId, new Date(time), outside)),
    );
    return {
      firedCount: passes.reduce((sum, pass) => sum + (pass?.firedCount ?? 0), 0),
      resolvedCount: passes.reduce((sum, pass) => sum + (pass?.resolvedCount ?? 0), 0),
    };
  }
}
