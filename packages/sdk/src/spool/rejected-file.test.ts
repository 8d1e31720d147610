import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { RejectedFile } from "./rejected-file.ts";

const rejection = { code: "invalid", message: "no", eventId: "e", record: "x".repeat(1_000_000) };

test("refused records are kept, a line each, up to the cap", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "sdk-rejected-"));
  const file = new RejectedFile(folder);
  Array.from({ length: 8 }, () => file.add(rejection));
  const { size, mode } = statSync(path.join(folder, "rejected.ndjson"));
  expect(size).toBeLessThan(5_500_000);
  expect(mode & 0o777).toBe(0o600);
  const [line = ""] = readFileSync(path.join(folder, "rejected.ndjson"), "utf8").split("\n");
  expect(JSON.parse(line)).toEqual(rejection);
  rmSync(folder, { recursive: true });
});

test("a disk that refuses is no trouble", () => {
  expect(() => new RejectedFile("/nowhere/at/all").add(rejection)).not.toThrow();
});
