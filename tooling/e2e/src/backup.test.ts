import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Tokenledger } from "@tokenledger/sdk";
import {
  loseAll,
  putBack,
  startOwnPostgres,
  startOwnRedis,
  takeBaseBackup,
} from "@tokenledger/services/testing";
import { makeEventId, makeRecord } from "@tokenledger/usage/testing";
import { expect, onTestFinished, test } from "vitest";
import { collectBatch } from "./system/collect-batch.ts";
import { startSystem, type TestSystem } from "./system/start-system.ts";
import { THIS_YEAR } from "./system/this-year.ts";

/** Ten seconds alone on two cores; a busy machine starts processes and copies files far more slowly. */
const TEST_MS_MAX = 300_000;
const USAGE = { input_tokens: 7, output_tokens: 3 };

const someRecords = (count: number) =>
  Array.from({ length: count }, () =>
    makeRecord({ eventId: makeEventId(), user: "u_1", usage: USAGE }),
  );

const emptyFolder = (name: string): string => {
  const folder = mkdtempSync(join(tmpdir(), `tokenledger-${name}-`));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
};

/** Everything on stores of its own. */
const setScene = async () => {
  const [redis, postgres] = await Promise.all([startOwnRedis(), startOwnPostgres()]);
  onTestFinished(async () => {
    await Promise.all([redis.close(), postgres.close()]);
  });
  const system = await startSystem({ redis, postgres });
  onTestFinished(() => system[Symbol.asyncDispose]());
  const key = await system.createKey("backed up");
  const spooling = await system.createKey("spooling");
  const sumsOf = (accessKeyIds?: string[]) => async () => {
    const { requests, inputTokens, outputTokens } = await system.admin.admin.systemOverview.query({
      ...THIS_YEAR,
      ...(accessKeyIds !== undefined && { accessKeyIds }),
    });
    return { requests, inputTokens, outputTokens };
  };
  return { redis, postgres, system, key, spooling, sums: sumsOf(), sumsOfKey: sumsOf([key.id]) };
};

/** The running counters are the ledger's again, and sums made anew from the calls are those that are there. */
const expectNothingToRebuild = async ({ scheduler, ledger }: TestSystem): Promise<void> => {
  await scheduler.start();
  expect(scheduler.output()).toContain('"job":"reseed"');
  const [day, now] = [86_400_000, Date.now()];
  const { id } = await ledger.aggregates.start({
    kind: "rebuild",
    dimensionType: null,
    dimensionId: null,
    startDate: new Date(now - day),
    endDate: new Date(now + day),
    isDryRun: true,
    actor: "test",
    reason: "after the restore",
  });
  await expect
    .poll(async () => ledger.aggregates.get(id), { timeout: 60_000 })
    .toMatchObject({ state: "done", differenceCount: 0 });
};

test(
  "all data of both stores lost: restored from a backup the numbers are those of the backup, and what senders still have brings them to all",
  { timeout: TEST_MS_MAX },
  async () => {
    const { redis, postgres, system, key, spooling, sums, sumsOfKey } = await setScene();
    const { url, ledger } = system;

    // Before the backup.
    await collectBatch(url, key.token, someRecords(40));
    await system.drained();
    const atBackup = await sums();
    expect(atBackup).toEqual({ requests: 40n, inputTokens: 280n, outputTokens: 120n });
    const backup = emptyFolder("backup");
    await takeBaseBackup(postgres.superuserUrl, postgres.dataDir, backup);

    // After the backup: counted, and lost with the database. Its sender still has it.
    const since = someRecords(20);
    await collectBatch(url, key.token, since);
    await system.drained();
    expect(await sums()).toMatchObject({ requests: 60n });

    // The loss. The SDK goes on: what it cannot send is in its spool.
    await Promise.all([redis.kill(), postgres.kill()]);
    loseAll(redis.dataDir);
    loseAll(postgres.dataDir);
    const sdk = new Tokenledger({
      url,
      accessKey: spooling.token,
      spool: { directory: emptyFolder("spool") },
      onTrouble: () => undefined,
    });
    onTestFinished(async () => {
      await sdk.close();
    });
    for (const { eventId } of someRecords(15)) sdk.record({ eventId, user: "u_2", usage: USAGE });

    // The restore, as docs/backup.md has it: PostgreSQL first, then an empty Redis.
    putBack(backup, postgres.dataDir);
    await postgres.restart();
    await expect.poll(async () => ledger.ping().then(() => "up")).toBe("up");
    await redis.restart();
    // By the key of the backup: what the SDK kept under its own may have come already.
    await expect.poll(sumsOfKey, { timeout: 60_000 }).toEqual(atBackup);
    expect(await ledger.checkInvariants()).toEqual([]);

    // What is sent again is counted where the backup lacks it, and nowhere else.
    await expect
      .poll(async () => collectBatch(url, key.token, since).then((answers) => answers.length), {
        timeout: 60_000,
      })
      .toBe(20);
    await expect.poll(async () => sdk.flush(), { timeout: 60_000 }).toBe(true);
    await system.drained(60_000);
    expect(await sums()).toEqual({ requests: 75n, inputTokens: 525n, outputTokens: 225n });
    expect(await ledger.checkInvariants()).toEqual([]);

    await expectNothingToRebuild(system);
  },
);
