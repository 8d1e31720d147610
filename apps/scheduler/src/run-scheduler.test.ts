import { startFakeAnthropic } from "@tokenledger/fake-anthropic";
import { createTestLedger } from "@tokenledger/ledger/testing";
import { AllowedHosts } from "@tokenledger/notify";
import { createTestRedis } from "@tokenledger/services/testing";
import { pino } from "pino";
import { expect, test } from "vitest";
import { runScheduler } from "./run-scheduler.ts";

const ONCE_A_YEAR = "0 0 1 1 *";
const timetable = {
  PARTITIONS_CRON: ONCE_A_YEAR,
  UNPRICED_CRON: ONCE_A_YEAR,
  TIDY_CRON: ONCE_A_YEAR,
  COUNTERS_CRON: ONCE_A_YEAR,
  RESEED_CRON: ONCE_A_YEAR,
  ALERTS_CRON: ONCE_A_YEAR,
  RETENTION_CRON: ONCE_A_YEAR,
  REDIS_SHARDS: 1,
  RECONCILE_HOURS_CRON: ONCE_A_YEAR,
  RECONCILE_DAYS_CRON: ONCE_A_YEAR,
  NOTICES_CRON: ONCE_A_YEAR,
  TOKENLEDGER_WEBHOOK_ALLOWED_HOSTS: new AllowedHosts([]),
  VERIFY_CRON: ONCE_A_YEAR,
  SUM_DAYS_CRON: ONCE_A_YEAR,
  AGGREGATES_CRON: ONCE_A_YEAR,
  LOG_LEVEL: "info",
  TOKENLEDGER_METRICS_HOST: "127.0.0.1",
} as const;

const listening = (): { readonly lines: string[]; readonly log: pino.Logger } => {
  const lines: string[] = [];
  return { lines, log: pino({ level: "info" }, { write: (line) => void lines.push(line) }) };
};

/** The jobs that lines with this message are about. */
const jobsNamed = (lines: readonly string[], message: string): readonly (string | undefined)[] =>
  lines.filter((line) => line.includes(message)).map((line) => /"job":"([^"]+)"/.exec(line)?.[1]);

test("what was missed while nobody kept time is caught up at the start, and closing closes the stores", async () => {
  const [database, redis] = [await createTestLedger(), await createTestRedis()];
  const { lines, log } = listening();
  const settings = {
    ...timetable,
    DATABASE_URL: database.urlAs("tokenledger_scheduler"),
    REDIS_URL: redis.urlAs("scheduler"),
  };
  const scheduler = await runScheduler(settings, log);
  expect(jobsNamed(lines, "job done")).toEqual(expect.arrayContaining(["partitions", "tidy"]));
  await scheduler.close();
  // A long job that was begun is waited for.
  expect(jobsNamed(lines, "job done")).toContain("unpriced");
  expect(await database.ledger.aggregates.list(9)).toMatchObject([{ kind: "verify" }]);
  await Promise.all([database.close(), redis.close()]);
});

test("a ledger that is away fails the jobs, and the scheduler goes on", async () => {
  const { lines, log } = listening();
  const away = { ...timetable, DATABASE_URL: "postgresql://nobody@127.0.0.1:1/none" };
  const scheduler = await runScheduler(away, log);
  expect(jobsNamed(lines, "job failed")).toEqual(expect.arrayContaining(["partitions", "tidy"]));
  await scheduler.close();
});

test("with a key for Anthropic its reports are compared, and the outcome kept", async () => {
  const database = await createTestLedger();
  await using anthropic = await startFakeAnthropic();
  const { lines, log } = listening();
  const scheduler = await runScheduler(
    {
      ...timetable,
      DATABASE_URL: database.urlAs("tokenledger_scheduler"),
      ANTHROPIC_ADMIN_KEY: "sk-ant-admin01-secret",
      ANTHROPIC_ADMIN_URL: anthropic.url,
    },
    log,
  );
  expect(jobsNamed(lines, "job done")).toEqual(
    expect.arrayContaining(["reconcile-hours", "reconcile-days"]),
  );
  const runs = await database.ledger.reconcile.runs();
  expect(runs.map(({ bucket }) => bucket).sort()).toEqual(["day", "hour"]);
  expect(lines.join("\n")).not.toContain("secret");
  await scheduler.close();
  await database.close();
});
