import { randomBytes } from "node:crypto";
import { mkdirSync } from "node:fs";
import {
  createBuffer,
  createWaitingUsage,
  type RedisBuffer,
  type WaitingBuffer,
} from "@tokenledger/buffer";
import { createLedger, migrate, type Ledger } from "@tokenledger/ledger";
import {
  toCollectedRecord,
  type CollectedRecord,
  type UsageRecord,
  type WaitingEntry,
} from "@tokenledger/usage";
import { makeEventId, makeRecord } from "@tokenledger/usage/testing";
import { checkCounters } from "../checks/check-counters.ts";
import { LedgerReader } from "../checks/ledger-reader.ts";
import { pendingEntries } from "../checks/pending-entries.ts";
import { FaultProxy } from "../network/fault-proxy.ts";
import { makeKeys, type ChaosKey } from "../system/chaos-keys.ts";
import { startStores, type ChaosStores } from "../system/chaos-stores.ts";

const DRAIN_MS_MAX = 10_000;
const CLAIM_IDLE_MS = 20;
const LATE_MS = 20 * 86_400_000;

/** Stores, the way into them, and links that a victim reaches them by. */
export interface SweepRig extends AsyncDisposable {
  readonly stores: ChaosStores;
  readonly folder: string;
  readonly pepper: string;
  readonly key: ChaosKey;
  readonly ledger: Ledger;
  readonly buffer: RedisBuffer;
  readonly redisLink: FaultProxy;
  readonly postgresLink: FaultProxy;
}

/** Starts the stores with a schema and an access key. */
export const startSweepRig = async (folder: string): Promise<SweepRig> => {
  mkdirSync(folder, { recursive: true });
  const stack = new AsyncDisposableStack();
  try {
    const stores = stack.use(await startStores({ folder }));
    await migrate(stores.databaseUrl);
    const ledger = stack.use(await createLedger({ url: stores.databaseUrl }));
    const buffer = stack.use(createBuffer({ url: stores.redisUrl, commandTimeoutMs: 10_000 }));
    await buffer.verify();
    const pepper = randomBytes(32).toString("hex");
    const [key = { id: "", token: "" }] = await makeKeys(ledger, pepper, 1);
    const link = async (url: string): Promise<FaultProxy> =>
      stack.use(await FaultProxy.open(Number(new URL(url).port)));
    const redisLink = await link(stores.redisUrl);
    const postgresLink = await link(stores.databaseUrl);
    const owned = stack.move();
    return {
      stores,
      folder,
      pepper,
      key,
      ledger,
      buffer,
      redisLink,
      postgresLink,
      [Symbol.asyncDispose]: async () => owned.disposeAsync(),
    };
  } catch (error) {
    await stack.disposeAsync();
    throw error;
  }
};

/** Fresh records of three users, some of now and some of weeks ago, as a sender has them. */
export const makeTraffic = (count: number): readonly UsageRecord[] =>
  Array.from({ length: count }, (_, index) =>
    makeRecord({
      eventId: makeEventId(Date.now() - (index % 4 === 0 ? LATE_MS : 0)),
      user: `user ${index % 3}`,
    }),
  );

/** The same as the stores are given them. */
export const collected = (
  rig: SweepRig,
  records: readonly UsageRecord[],
): readonly CollectedRecord[] => records.map((record) => toCollectedRecord(record, rig.key.id));

/** A reader of the stream inside the harness: takes over from the dead at once. */
export const openReader = (rig: SweepRig, consumer: string): WaitingBuffer =>
  createWaitingUsage({ url: rig.stores.redisUrl, consumer, claimIdleMs: CLAIM_IDLE_MS });

/** The whole path once more, by somebody else: read, commit, settle, until nothing is left. @throws Error when something stays. */
export const flushTheRest = async (rig: SweepRig): Promise<void> => {
  await using waiting = openReader(rig, "heir");
  const deadlineMs = performance.now() + DRAIN_MS_MAX;
  while ((await rig.buffer.backlog()).entryCount > 0) {
    if (performance.now() > deadlineMs) throw new Error("entries stay on the stream");
    const entries: readonly WaitingEntry[] = await waiting.read(1_000, 2 * CLAIM_IDLE_MS);
    if (entries.length === 0) continue;
    const { totals } = await rig.ledger.usage.commit(entries.flatMap(({ records }) => records));
    await waiting.settle(entries, totals);
  }
};

/** What is wrong with these records, the counters or the stream now that all is at rest. Empty is right. */
export const findFaults = async (
  rig: SweepRig,
  records: readonly CollectedRecord[],
): Promise<readonly string[]> => {
  const faults: string[] = [];
  // Counting the same records once more tells what the ledger holds of them, and changes nothing.
  const { claimedCount, deadLetterCount } = await rig.ledger.usage.commit(records);
  if (claimedCount > 0) faults.push(`${claimedCount} records were lost`);
  if (deadLetterCount > 0) faults.push(`${deadLetterCount} records were put aside`);
  const { byteCount, recordCount } = await rig.buffer.backlog();
  const pending = await pendingEntries(rig.stores.redisUrl);
  if (byteCount + recordCount + pending > 0) faults.push("the buffer's account is not empty");
  await using reader = await LedgerReader.open(rig.stores.databaseUrl);
  faults.push(...(await checkCounters(rig.buffer, await reader.cells())));
  const differences = await rig.ledger.checkInvariants();
  faults.push(...differences.map(({ invariant, subject }) => `${invariant}: ${subject}`));
  return faults;
};
