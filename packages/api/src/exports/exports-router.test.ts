import { beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { AdminBench } from "../testing/admin-bench.ts";

const filter = { startDate: new Date("2026-11-01"), endDate: new Date("2026-11-02") };
const records = { kind: "records", filter };

const View = z.looseObject({
  id: z.string(),
  state: z.string(),
  fileName: z.string(),
  isStopping: z.boolean(),
  remainingMs: z.number().nullable(),
  downloadPath: z.string().nullable(),
});
type View = z.output<typeof View>;

let bench: AdminBench;
let analyst: string;

const create = async (token: string, input: object = {}): Promise<View> =>
  View.parse(await bench.call("exports.create", token, { subject: records, ...input }));

const get = async (id: string): Promise<View> =>
  View.parse(await bench.call("exports.get", analyst, { id }));

beforeEach(async () => {
  bench = new AdminBench();
  analyst = await bench.openSession(await bench.addMember("analyst"));
});

test("an export keeps who asked, for what, within which scope, and until when all was there", async () => {
  bench.buffer.completeUntilTime = new Date("2026-11-02T03:00:00Z");
  const { id, fileName } = await create(analyst, {
    subject: { ...records, filter: { ...filter, outcomes: ["error"] } },
    format: "jsonl",
    isGzipped: true,
  });
  expect(fileName).toBe("tokenledger-records-2026-11-01-2026-11-02.jsonl.gz");
  expect(bench.exports.jobs.get(id)).toMatchObject({
    memberLogin: "analyst",
    scope: { kind: "all" },
    completeUntil: new Date("2026-11-02T03:00:00Z"),
    request: {
      subject: { kind: "records", filter: { ...filter, outcomes: ["error"] } },
      masking: "masked",
      columns: null,
    },
  });
});

test("names of people are for those who may see them; single records likewise", async () => {
  const failure = await bench.failureOf("exports.create", analyst, {
    subject: records,
    masking: "none",
  });
  expect(failure.code).toBe("FORBIDDEN");
  const owner = await bench.openSession(await bench.addMember("owner"));
  expect((await create(owner, { masking: "none" })).state).toBe("waiting");
});

test("what is asked for must exist: columns, formats of views, ranges", async () => {
  const trends = { kind: "trends", filter, groupBy: "model", aggregationPeriod: "hour" };
  const long = { startDate: new Date("2026-01-01"), endDate: new Date("2026-11-01") };
  for (const [input, field] of [
    [{ subject: records, columns: ["eventId", "payloadHash"] }, "columns"],
    [{ subject: trends, columns: ["eventId"] }, "columns"],
    [{ subject: records, format: "focus", columns: ["eventId"] }, "columns"],
    [{ subject: trends, format: "focus" }, "format"],
    [{ subject: { ...trends, filter: long } }, "subject.filter.endDate"],
    [{ subject: { kind: "everything" } }, "subject.kind"],
  ] as const) {
    const failure = await bench.failureOf("exports.create", analyst, input);
    expect([failure.code, failure.message.includes(field.split(".").at(-1) ?? "")]).toEqual([
      "BAD_REQUEST",
      true,
    ]);
  }
  expect((await create(analyst, { subject: trends, columns: ["model", "costUsd"] })).state).toBe(
    "waiting",
  );
});

test("somebody else's export is not there: not to see, not to stop, not to fetch", async () => {
  const { id, fileName } = await create(analyst);
  const other = await bench.openSession(await bench.addMember("owner"));
  for (const path of ["exports.get", "exports.cancel", "exports.download"]) {
    const failure = await bench.failureOf(path, other, { id, fileName });
    expect([path, failure.code]).toEqual([path, "NOT_FOUND"]);
  }
  expect(await bench.call("exports.list", other, {})).toEqual({ rows: [] });
  expect(await bench.call("exports.list", analyst, {})).toMatchObject({ rows: [{ id }] });
});

test("how far it is, how long it will take, and where its files are once it is done", async () => {
  const { id, fileName } = await create(analyst);
  bench.exports.change(id, {
    state: "running",
    rowCount: 250n,
    rowTotal: 1000n,
    rowsPerSecond: 50,
  });
  expect(await get(id)).toMatchObject({ remainingMs: 15_000, downloadPath: null });
  const cancelled = View.parse(await bench.call("exports.cancel", analyst, { id }));
  expect(cancelled).toMatchObject({ state: "running", isStopping: true });
  const early = await bench.failureOf("exports.download", analyst, { id, fileName });
  expect(early.code).toBe("NOT_FOUND");
  bench.exports.change(id, { state: "done", storedName: "x.data", sha256: "ab" });
  expect(await get(id)).toMatchObject({
    remainingMs: null,
    downloadPath: `/exports/${id}/${fileName}`,
  });
  expect(await bench.call("exports.download", analyst, { id, fileName })).toEqual({
    id,
    storedName: "x.data",
    fileName,
    sha256: "ab",
  });
  const manifest = { id, fileName: `${fileName}.manifest.json` };
  expect(await bench.call("exports.download", analyst, manifest)).toMatchObject({
    storedName: "x.data.manifest.json",
  });
  const strange = { id, fileName: "../secrets.json" };
  expect((await bench.failureOf("exports.download", analyst, strange)).code).toBe("NOT_FOUND");
});

test("one member holds no more than ten exports that are not finished", async () => {
  for (let count = 0; count < 10; count += 1) await create(analyst);
  const failure = await bench.failureOf("exports.create", analyst, { subject: records });
  expect(failure.code).toBe("BAD_REQUEST");
});
