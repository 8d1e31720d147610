import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { InvalidInputError, UnauthenticatedError, UnavailableError } from "@tokenledger/usage";
import { afterEach, expect, test, vi } from "vitest";
import { exitCodeOf } from "./exit-code.ts";
import { run } from "./run.ts";
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

test("the version is that of the package", async () => {
  expect(await printed(["--version"])).toMatch(/^\d+\.\d+\.\d+\n$/);
});

test("an unknown command is named, beside the one that was meant", async () => {
  await expect(run(["stop"])).rejects.toMatchObject({ code: "COMMAND_UNKNOWN" });
  await expect(run(["keys", "crate"])).rejects.toThrow(/unknown command 'crate'[\s\S]*create/);
});

test("a group called without a command says which there are", async () => {
  await expect(run(["keys"])).rejects.toThrow(/create/);
});

test("a command says by itself what may follow it", async () => {
  expect(await printed(["keys", "create", "--help"])).toMatch(/--name <name>[\s\S]*backfill/);
});

test("a key without a name, or with a scope there is not, is refused before anything is started", async () => {
  await expect(run(["keys", "create"])).rejects.toThrow(/--name <name>/);
  const name = randomBytes(4).toString("hex");
  await expect(run(["keys", "create", "--name", name, "--scope", "all"])).rejects.toThrow(
    /--scope[\s\S]*'all' is invalid[\s\S]*collect, backfill/,
  );
});

test("an option there is not is refused by its name, beside the one that was meant", async () => {
  await expect(run(["doctor", "--jsn"])).rejects.toThrow(/--jsn[\s\S]*--json/);
});

test.each([
  [new InvalidInputError("ARGUMENT_INVALID", ""), 2],
  [new InvalidInputError("CONFIG_INVALID", ""), 2],
  [new UnavailableError(""), 3],
  [new UnauthenticatedError("LOGIN_INVALID", ""), 4],
  [new InvalidInputError("FORBIDDEN", ""), 4],
  [new InvalidInputError("KEY_UNFIT", ""), 4],
  [new InvalidInputError("NOT_FOUND", ""), 1],
  [new Error("a fault"), 1],
])("what went wrong has an exit code of its own: %j is %i", (error, code) => {
  expect(exitCodeOf(error)).toBe(code);
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
