import { mkdtempSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { startStubDoor } from "../testing/stub-door.ts";
import { createKeyByCli, openDoors } from "./demo-keys.ts";
import { joinSent, readDemoState, wasSent } from "./demo-state.ts";

const folder = (): string => mkdtempSync(join(tmpdir(), "tokenledger-demo-"));

test("keys are made once and found again by the next demo, readable by their owner only", async () => {
  await using door = await startStubDoor();
  const dataDir = folder();
  let made = 0;
  const open = () =>
    openDoors({
      names: ["a", "b"],
      url: door.url,
      dataDir,
      createKey: (name) => {
        made += 1;
        return Promise.resolve(`token of ${name}`);
      },
    });
  const first = await open();

  expect(first.get("b")).toEqual({ url: door.url, accessKey: "token of b" });
  expect(await open()).toEqual(first);
  expect(made).toBe(2);
  expect(statSync(join(dataDir, "demo.json")).mode & 0o777).toBe(0o600);
});

test("a key that the server does not know any more is made anew", async () => {
  const keys = new Set(["token 1", "token 2"]);
  await using door = await startStubDoor({ keys });
  const dataDir = folder();
  let made = 0;
  const open = () =>
    openDoors({
      names: ["a"],
      url: door.url,
      dataDir,
      createKey: () => {
        made += 1;
        return Promise.resolve(`token ${made}`);
      },
    });
  await open();
  keys.delete("token 1");

  expect((await open()).get("a")?.accessKey).toBe("token 2");
  expect(readDemoState(dataDir).keys).toEqual({ a: "token 2" });
});

test("the command line makes the key, whatever it says before", async () => {
  const entry = join(folder(), "cli.mjs");
  writeFileSync(
    entry,
    `console.log("starting"); console.log(JSON.stringify({ token: process.argv.slice(2).join(" ") }));`,
  );

  expect(await createKeyByCli(entry)("team a")).toBe(
    "keys create --name team a --scope backfill --json",
  );
});

const sent = { seed: 1, callsPerDay: 10, fromMs: 100, untilMs: 200 };

test("what an earlier demo sent is known by time, as long as it is the same history", () => {
  expect([99, 100, 199, 200].map((timeMs) => wasSent(sent, sent, timeMs))).toEqual([
    false,
    true,
    true,
    false,
  ]);
  expect(wasSent(sent, { ...sent, seed: 2 }, 150)).toBe(false);
  expect(wasSent(sent, { ...sent, callsPerDay: 11 }, 150)).toBe(false);
  expect(wasSent(null, sent, 150)).toBe(false);
});

test("histories that touch are joined; others replace what was known", () => {
  const later = { ...sent, fromMs: 150, untilMs: 300 };
  const apart = { ...sent, fromMs: 400, untilMs: 500 };

  expect(joinSent(sent, later)).toEqual({ ...sent, untilMs: 300 });
  expect(joinSent(sent, apart)).toEqual(apart);
  expect(joinSent(sent, { ...later, seed: 2 })).toEqual({ ...later, seed: 2 });
  expect(joinSent(null, later)).toEqual(later);
});
