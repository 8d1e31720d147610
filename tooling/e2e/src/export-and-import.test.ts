import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { hashPassword } from "@tokenledger/api";
import { createTokenledgerClient, openSession } from "@tokenledger/sdk/admin";
import { recordArbitrary } from "@tokenledger/usage/testing";
import * as fc from "fast-check";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { startChild } from "./system/child.ts";
import { collectBatch } from "./system/collect-batch.ts";
import { everyDetail } from "./system/every-detail.ts";
import { startSystem, type TestSystem } from "./system/start-system.ts";
import { THIS_YEAR } from "./system/this-year.ts";

const CLI = fileURLToPath(new URL("../../../apps/cli/src/main.ts", import.meta.url));
const RECORDS = 300;
const A_CALL = 100;
const OLDEST_MS = 40 * 86_400_000;
const BOSS = { login: "boss", password: "correct horse battery staple" };
const formats = ["jsonl", "csv"] as const;
type Format = (typeof formats)[number];

const formulas = [
  { user: "=1+1" },
  { user: "-5" },
  { user: "\uFF1Dx" },
  { user: "'=1" },
  { feature: "''+1" },
];
/** Any records that the door takes, and names of which a spreadsheet would make formulas. */
const records = fc
  .sample(recordArbitrary(), RECORDS)
  .map((record, index) => Object.assign({}, record, formulas[index]));

let folder: string;
let source: TestSystem;
/** Of whoever asks for exports, and fetches them. */
let session: string;

const exported = async (format: Format): Promise<string> => {
  const { exports } = createTokenledgerClient({ url: source.url, token: session });
  const subject = { kind: "records", filter: THIS_YEAR } as const;
  const { id } = await exports.create.mutate({ subject, format, masking: "none" });
  await expect
    .poll(async () => (await exports.get.query({ id })).state, { timeout: 60_000 })
    .toBe("done");
  const { downloadPath } = await exports.get.query({ id });
  const headers = { authorization: `Bearer ${session}` };
  const answer = await fetch(`${source.url}${downloadPath}`, { headers });
  expect(answer.status).toBe(200);
  const file = join(folder, `exported.${format}`);
  await writeFile(file, Buffer.from(await answer.arrayBuffer()));
  return file;
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "tokenledger-round-trip-"));
  source = await startSystem({ settings: { TOKENLEDGER_DATA_DIR: folder } });
  await source.ledger.ensurePartitions(new Date(), new Date(Date.now() - OLDEST_MS));
  const { token } = await source.createKey("sender");
  for (let first = 0; first < RECORDS; first += A_CALL) {
    const answers = await collectBatch(source.url, token, records.slice(first, first + A_CALL));
    const refused = answers.filter(({ status }) => status !== "accepted");
    if (refused.length > 0) throw new Error(JSON.stringify(refused));
  }
  await source.scheduler.start();
  await source.ledger.memberDirectory.createMember({
    login: BOSS.login,
    role: "owner",
    passwordHash: await hashPassword(BOSS.password),
  });
  session = await openSession({ url: source.url, ...BOSS });
}, 120_000);
afterAll(async () => {
  await source[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

const emptySystem = async (): Promise<TestSystem> => {
  const system = await startSystem();
  onTestFinished(async () => system[Symbol.asyncDispose]());
  return system;
};

const importInto = async (
  system: TestSystem,
  token: string,
  format: Format,
  file: string,
): Promise<void> => {
  const rejects = join(folder, "rejects.jsonl");
  const words = ["import", format, file, "--rejects", rejects];
  const child = startChild(
    CLI,
    {
      DATABASE_URL: system.database.urlAs("tokenledger_server"),
      TOKENLEDGER_URL: system.url,
      TOKENLEDGER_KEY: token,
    },
    words,
  );
  const { code } = await child.ended;
  expect([code, child.output()]).toEqual([0, expect.stringContaining(`${RECORDS} records`)]);
  await system.drained();
};

/** What can be told of a system's usage but whose key brought it, and when, and the name on the answer: exports tell, line by line, the model that is billed. */
const untold = { accessKeyId: "", accessKeyName: "", createTime: null, model: "" };
const everythingOf = async ({ admin }: TestSystem) => {
  const month = { ...THIS_YEAR, aggregationPeriod: "month" } as const;
  const byModel = await admin.usage.trends.query({ ...month, groupBy: "model", countMax: 50 });
  const byUser = await admin.usage.userStatistics.query({ ...month, countMax: 100 });
  const overview = await admin.admin.systemOverview.query(THIS_YEAR);
  const details = await everyDetail(admin);
  return {
    overview: { ...overview, activeAccessKeys: 0, completeUntil: null },
    byModel: byModel.points,
    byUser: byUser.rows.map((row) => Object.assign({}, row, { lastUpdateTime: null })),
    details: details
      .toSorted((one, other) => one.eventId.localeCompare(other.eventId))
      .map((row): object => Object.assign({}, row, untold)),
  };
};

test("all that is exported makes an empty system the same, once, as JSONL and as CSV", async () => {
  await source.drained();
  const expected = await everythingOf(source);
  expect(expected.details).toHaveLength(RECORDS);
  expect((await everyDetail(source.admin)).some(({ lines }) => lines.length > 2)).toBe(true);
  const files = { jsonl: await exported("jsonl"), csv: await exported("csv") };
  for (const format of formats) {
    const system = await emptySystem();
    const { token } = await system.createKey("import", ["collect", "backfill"]);
    await importInto(system, token, format, files[format]);
    expect(await everythingOf(system)).toEqual(expected);
    // The other format says the same of each record, so that it changes nothing, too.
    for (const again of formats) await importInto(system, token, again, files[again]);
    expect(await everythingOf(system)).toEqual(expected);
    expect(await system.ledger.deadLetters.countOpen()).toBe(0);
    expect(await system.ledger.checkInvariants()).toEqual([]);
  }
}, 300_000);
