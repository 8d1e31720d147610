import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { afterEach, expect, test, vi } from "vitest";
import { run } from "./commands.ts";
import { untilStopped } from "./start/until-stopped.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

const printed = async (args: readonly string[]): Promise<string> => {
  const texts: string[] = [];
  vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    texts.push(String(text));
    return true;
  });
  await run(args);
  return texts.join("");
};

test.each([[[]], [["help"]], [["--help"]]])("%j says what can be written", async (args) => {
  expect(await printed(args)).toMatch(/tokenledger start[\s\S]*keys create/);
});

test("an unknown command is named, beside the known ones", async () => {
  await expect(run(["stop"])).rejects.toMatchObject({ code: "COMMAND_UNKNOWN" });
  await expect(run(["keys", "list"])).rejects.toThrow(
    /unknown command: keys list[\s\S]*keys create/,
  );
});

test("a key without a name, or with a scope there is not, is refused before anything is started", async () => {
  await expect(run(["keys", "create"])).rejects.toMatchObject({ code: "ARGUMENT_MISSING" });
  const name = randomBytes(4).toString("hex");
  await expect(run(["keys", "create", "--name", name, "--scope", "all"])).rejects.toThrow(
    /--scope all: one of collect, backfill/,
  );
});

test("an option there is not is refused by its name", async () => {
  await expect(run(["keys", "create", "--nmae", "x"])).rejects.toThrow(/--nmae/);
});

test("the first signal asks to stop", async () => {
  const said: string[] = [];
  const stopped = untilStopped((text) => said.push(text));
  const seen = once(process, "SIGHUP");
  process.kill(process.pid, "SIGHUP");
  await seen;
  await expect(stopped).resolves.toBeUndefined();
  expect(said).toEqual([]);
});
