import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { startRole, type RoleOptions } from "./role-process.ts";

/** A role made of a few lines of JavaScript. */
const role = (body: string, logBytes = 0): RoleOptions => {
  const folder = mkdtempSync(join(tmpdir(), "tokenledger-role-"));
  const entry = join(folder, "main.mjs");
  const logFile = join(folder, "role.log");
  writeFileSync(entry, body);
  if (logBytes > 0) writeFileSync(logFile, "x".repeat(logBytes));
  return { name: "role", entry, logFile, nodeFlags: [], env: { STARTS: join(folder, "starts") } };
};

const COUNT_START = `import { appendFileSync } from "node:fs"; appendFileSync(process.env.STARTS, "x");`;
const READY = `process.send({ type: "ready" }); setInterval(() => {}, 1000);`;

const starts = (options: RoleOptions): number =>
  readFileSync(options.env["STARTS"] ?? "", "utf8").length;

test("a role that dies is told and started again", async () => {
  const options = role(
    `${COUNT_START} process.send({ type: "ready" }); setTimeout(() => process.exit(3), 20);`,
  );
  const deaths: string[] = [];
  const running = startRole(options, (name) => deaths.push(name));
  await running.ready();
  await expect.poll(() => starts(options)).toBeGreaterThan(1);
  expect(deaths).toContain("role");
  await running.stop(1000);
});

test("a role that never gets ready fails the start and names its log", async () => {
  const options = role(`console.error("no"); process.exit(1);`);
  const running = startRole(options, () => undefined);
  await expect(running.ready()).rejects.toThrow(options.logFile);
  await running.stop(1000);
});

test("stopping asks first, and kills a role that does not listen", async () => {
  const options = role(`process.on("SIGTERM", () => console.log("asked")); ${READY}`);
  const running = startRole(options, () => undefined);
  await running.ready();
  await running.stop(200);
  expect(readFileSync(options.logFile, "utf8")).toContain("asked");
  await expect(running.stop(200)).resolves.toBeUndefined();
});

test("a log beyond its limit is set aside at the next start", async () => {
  const options = role(READY, 17 * 1024 * 1024);
  const running = startRole(options, () => undefined);
  await running.ready();
  await running.stop(1000);
  expect(readFileSync(options.logFile, "utf8").length).toBeLessThan(1000);
});
