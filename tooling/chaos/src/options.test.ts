import { expect, test } from "vitest";
import { readOptions } from "./options.ts";

const refuse = (error: Error): never => {
  throw error;
};

test("without options a minute of all faults on one Redis", () => {
  const { seed, faults, ...command } = readOptions([]);
  expect(seed).toBeGreaterThanOrEqual(0);
  expect(faults("kill", "redis")).toBe(true);
  expect(command).toMatchObject({ seconds: 60, intensity: 1, cluster: false, ci: false });
});

test("an outage without seconds lasts ten minutes", () => {
  expect(readOptions(["--outage"]).outage).toBe(600);
  expect(readOptions(["--outage", "--verbose"])).toMatchObject({ outage: 600, verbose: true });
  expect(readOptions(["--outage", "30"]).outage).toBe(30);
});

test.each([
  [["--seconds", "none"], "seconds"],
  [["--faults", "kil@redis"], "kil@redis"],
  [["--durability", "some"], "durability"],
  [["--fast"], "--fast"],
])("%j is refused by name", (args, named) => {
  expect(() => readOptions(args, refuse)).toThrow(named);
});
