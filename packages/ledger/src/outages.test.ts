import { wholeUsage } from "@tokenledger/usage";
import { startOwnPostgres } from "@tokenledger/services/testing";
import { makeCollectedRecord } from "@tokenledger/usage/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { createLedger } from "./ledger.ts";
import { migrate } from "./migrate.ts";
import { openDatabase } from "./open-database.ts";
import { inTransaction } from "./statement-runner.ts";
import { openDeployedLedger } from "./testing/deployed-ledger.ts";
import { SilentProxy } from "./testing/silent-proxy.ts";

const HELD_MS_MAX = 700;
const unavailable = { code: "UNAVAILABLE", retryable: true };

let postgres: Awaited<ReturnType<typeof startOwnPostgres>>;
beforeAll(async () => {
  postgres = await startOwnPostgres();
  await migrate(postgres.ownerUrl);
});
afterAll(async () => postgres.close());

test("a server that falls silent costs one call, not the connection pool", async () => {
  const proxy = new SilentProxy(postgres.port);
  const url = new URL(postgres.urlAs("tokenledger_ingest"));
  url.port = String(await proxy.listen());
  const ledger = await createLedger({ url: url.href, poolMax: 1, heldMsMax: HELD_MS_MAX });
  const record = makeCollectedRecord();
  for (const _ of ["once", "and again"]) {
    await ledger.usage.commit([makeCollectedRecord()]);
    proxy.setSilent(true);
    await expect(ledger.usage.commit([record])).rejects.toMatchObject(unavailable);
    proxy.setSilent(false);
  }
  expect(await ledger.usage.commit([record])).toMatchObject({ claimedCount: 1 });

  await ledger.close();
  await proxy.close();
});

test("while PostgreSQL is away every call says so, and afterwards all go on", async () => {
  const ledger = await openDeployedLedger(postgres);
  await ledger.ping();
  const record = makeCollectedRecord();
  const range = { startDate: new Date(0), endDate: new Date() };
  await postgres.kill();
  const calls = [
    async () => ledger.ping(),
    async () => ledger.usage.commit([record]),
    async () => ledger.queries.overview(wholeUsage, range),
    async () => ledger.queries.statistics(wholeUsage, "user", "day", range),
    async () => ledger.collectDirectory.findAccessKey("k"),
    async () => ledger.collectDirectory.disabledUsers(),
    async () => ledger.memberDirectory.countMembers(),
    async () => ledger.deadLetters.countOpen(),
    async () => ledger.ensurePartitions(new Date()),
    async () => ledger.checkInvariants(),
  ];
  for (const call of calls) await expect(call()).rejects.toMatchObject(unavailable);
  await postgres.restart();
  await ledger.ping();
  expect(await ledger.usage.commit([record])).toMatchObject({ claimedCount: 1 });
  await ledger.close();
});

test("a question that takes longer than a statement may asks for less; it is not to be repeated", async () => {
  const [asking, owner] = await Promise.all([
    createLedger({ url: postgres.urlAs("tokenledger_server"), statementMsMax: 200 }),
    openDatabase({ url: postgres.ownerUrl }),
  ]);
  const range = { startDate: new Date(0), endDate: new Date() };
  const [locked, answered] = [Promise.withResolvers<null>(), Promise.withResolvers<null>()];
  const holding = inTransaction(owner, async (runner) => {
    await runner.rows({ text: "LOCK TABLE access_key_usage", row: z.unknown() }, []);
    locked.resolve(null);
    await answered.promise;
  });
  await locked.promise;
  await expect(asking.costs.explainFigure(wholeUsage, range)).rejects.toMatchObject({
    code: "TOO_MUCH_TO_READ",
    retryable: false,
  });
  answered.resolve(null);
  await holding;
  await Promise.all([asking.close(), owner.close()]);
});

test("transactions that are cut short do not use up the pool", async () => {
  const ledger = await createLedger({ url: postgres.urlAs("tokenledger_ingest"), poolMax: 2 });
  const commitUntilCut = async (): Promise<void> => {
    for (;;) await ledger.usage.commit([makeCollectedRecord()]);
  };
  for (let round = 0; round < 4; round += 1) {
    const writers = Promise.allSettled([commitUntilCut(), commitUntilCut(), commitUntilCut()]);
    await ledger.usage.commit([makeCollectedRecord()]);
    await postgres.kill();
    await writers;
    await postgres.restart();
  }
  const record = makeCollectedRecord();
  expect(await ledger.usage.commit([record])).toMatchObject({ claimedCount: 1 });
  await ledger.close();
});

test("a ledger can be made while PostgreSQL is away, and closed twice", async () => {
  const url = new URL(postgres.urlAs("tokenledger_ingest"));
  url.port = "1";
  const ledger = await createLedger({ url: url.href });
  await expect(ledger.ping()).rejects.toMatchObject(unavailable);
  await ledger.close();
  await ledger.close();
  await ledger[Symbol.asyncDispose]();
});

test("a PostgreSQL that takes no writes is away", async () => {
  const url = new URL(postgres.urlAs("tokenledger_ingest"));
  url.searchParams.set("options", "-c default_transaction_read_only=on");
  const ledger = await createLedger({ url: url.href });
  await expect(ledger.ping()).rejects.toMatchObject(unavailable);
  await expect(ledger.usage.commit([makeCollectedRecord()])).rejects.toMatchObject(unavailable);
  await ledger.close();
});
