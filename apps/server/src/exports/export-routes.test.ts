import { createHash } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FolderFiles } from "@tokenledger/exports";
import { afterEach, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { startBenchServer, type BenchServer } from "../testing/bench-server.ts";
import { rawCall, type RawAnswer } from "../testing/raw-call.ts";

const CONTENT = "eventId,inputTokens\r\n1,2\r\n";

let folder: string;
let server: BenchServer;
let session: string;
let path: string;
let id: string;

const sha256 = createHash("sha256").update(CONTENT).digest("hex");

const fetchFile = async (
  file = path,
  headers: Readonly<Record<string, string>> = { cookie: `tl_session=${session}` },
): Promise<RawAnswer> => rawCall(`${server.url}${file}`, { method: "GET", headers });

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "tokenledger-exports-"));
  const files = new FolderFiles(folder);
  server = await startBenchServer({ exportFiles: files });
  session = await server.admin.openSession(await server.admin.addMember("analyst"));
  const filter = { startDate: new Date("2026-11-01"), endDate: new Date("2026-11-02") };
  const input = { subject: { kind: "records", filter } };
  const made = z
    .looseObject({ id: z.string(), fileName: z.string() })
    .parse(await server.admin.call("exports.create", session, input));
  ({ id } = made);
  path = `/exports/${id}/${made.fileName}`;
  const sink = await files.create(id, "x.data");
  await sink.write(Buffer.from(CONTENT));
  await sink.close();
  server.admin.exports.change(id, { state: "done", storedName: "x.data", sha256 });
});

afterEach(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

test("who asked fetches the file, whole, with its hash, as a file and never as a page", async () => {
  for (const headers of [
    { cookie: `tl_session=${session}` },
    { authorization: `Bearer ${session}` },
  ]) {
    const answer = await fetchFile(path, headers);
    expect([answer.status, answer.body]).toEqual([200, CONTENT]);
    expect(answer.headers).toMatchObject({
      "content-type": "text/csv; charset=utf-8",
      "content-length": String(CONTENT.length),
      "content-disposition": 'attachment; filename="tokenledger-records-2026-11-01-2026-11-02.csv"',
      "cache-control": "private, no-store",
      "repr-digest": `sha-256=:${createHash("sha256").update(CONTENT).digest("base64")}:`,
      "x-content-type-options": "nosniff",
    });
  }
  expect(server.admin.auditLog.events.map(({ action }) => action)).toContain("exports.download");
});

test("nobody else does: no session, another member, a role without the permission, another name", async () => {
  const admin = await server.admin.openSession(await server.admin.addMember("admin"));
  const auditor = await server.admin.openSession(await server.admin.addMember("auditor"));
  expect((await fetchFile(path, {})).status).toBe(401);
  expect((await fetchFile(path, { cookie: `tl_session=${admin}` })).status).toBe(404);
  expect((await fetchFile(path, { cookie: `tl_session=${auditor}` })).status).toBe(403);
  for (const name of ["x.data", "..%2F..%2Fsecrets.json", "usage.csv"]) {
    const answer = await fetchFile(`/exports/${id}/${name}`);
    expect([name, answer.status]).toEqual([name, 404]);
    expect(answer.body).not.toMatch(/stack|at /);
  }
  expect((await fetchFile("/exports/none/usage.csv")).status).toBe(400);
});

test("a file that is gone is gone", async () => {
  await rm(folder, { recursive: true });
  expect((await fetchFile()).status).toBe(404);
  server.admin.exports.change(id, { state: "expired" });
  expect((await fetchFile()).status).toBe(404);
});
