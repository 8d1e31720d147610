import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { hashSessionToken, mintSessionToken, operations } from "@tokenledger/api";
import { createWaitingUsage } from "@tokenledger/buffer";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { createLogger } from "../create-logger.ts";
import { startServer, type RunningServer } from "../start-server.ts";
import { createTestSystem, type TestSystem } from "../testing/test-system.ts";

const EXAMPLES = fileURLToPath(new URL("../../../../examples/", import.meta.url));

let system: TestSystem;
let server: RunningServer;
let session: string;
let variables: readonly string[];

const DAY_MS = 86_400_000;
const NO_SUCH_PROGRAM = 127;

interface Outcome {
  readonly code: number | null;
  readonly output: string;
}

/** Through `env`, which inherits this process's environment and says 127 where the program is not there. */
const run = async (program: string, file: string): Promise<Outcome> => {
  const child = spawn("env", [...variables, program, `${EXAMPLES}${file}`], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = once(child, "close");
  const output = await Promise.all([text(child.stdout), text(child.stderr)]);
  await ended;
  return { code: child.exitCode, output: output.join("") };
};

const isThere = async (program: string): Promise<boolean> => {
  const [code] = z
    .tuple([z.number().nullable()])
    .rest(z.unknown())
    .parse(await once(spawn("env", [program, "--version"], { stdio: "ignore" }), "close"));
  return code !== NO_SUCH_PROGRAM;
};

/** What the flusher does, once. */
const flush = async (): Promise<void> => {
  const waiting = createWaitingUsage({ url: system.redis.urlAs("flusher"), consumer: "test" });
  try {
    const entries = await waiting.read(2000, 100);
    const receipt = await system.ledger.usage.commit(entries.flatMap(({ records }) => records));
    await waiting.settle(entries, receipt.totals);
  } finally {
    await waiting.close();
  }
};

beforeAll(async () => {
  system = await createTestSystem();
  server = await startServer(system.config, createLogger({ level: "silent" }));
  const { memberDirectory, sessionDirectory } = system.ledger;
  const member = await memberDirectory.createMember({
    login: "ada",
    role: "analyst",
    passwordHash: "none",
  });
  session = mintSessionToken();
  await sessionDirectory.createSession(member.id, hashSessionToken(session), new Date());
  const { token } = await system.makeKey();
  variables = [
    `TOKENLEDGER_URL=${server.url}`,
    `TOKENLEDGER_KEY=${token}`,
    `TOKENLEDGER_SESSION=${session}`,
  ];
});

afterAll(async () => {
  await server.stop();
  await system.close();
});

test.for([
  ["Python's standard library", "python3", "record_and_ask.py", "python3"],
  ["curl", "sh", "record-and-ask.sh", "curl"],
] as const)(
  "%s records a call and gets its sums back",
  async ([, program, file, needs], { skip }) => {
    skip(!(await isThere(needs)), `${needs} is not on this machine`);
    const before = await run(program, file);
    expect(before.output).toContain("accepted");
    expect(before.code).toBe(0);
    await flush();
    const { output, code } = await run(program, file);
    expect(code).toBe(0);
    expect(output).toMatch(/requests"?: ?"?[1-9]/);
    await flush();
  },
);

test("what comes back is what the document says", async () => {
  const now = Date.now();
  const range = new URLSearchParams({
    startDate: new Date(now - DAY_MS).toISOString(),
    endDate: new Date(now + DAY_MS).toISOString(),
  });
  for (const [path, more] of [
    ["usage.details", ""],
    ["usage.trends", "&groupBy=model"],
    ["usage.accessKeyStatistics", "&aggregationPeriod=hour"],
    ["usage.userStatistics", ""],
    ["admin.systemOverview", ""],
    ["admin.topConsumers", "&dimensionType=user"],
  ] as const) {
    const { url = "", answer } = operations.find((operation) => operation.path === path) ?? {};
    const response = await fetch(`${server.url}/api/v1${url}?${range.toString()}${more}`, {
      headers: { authorization: `Bearer ${session}` },
    });
    expect([path, response.status]).toEqual([path, 200]);
    z.fromJSONSchema({ ...answer }).parse(await response.json());
  }
});

test("a refusal ends the Python example with the reason and no stack", async ({ skip }) => {
  skip(!(await isThere("python3")), "python3 is not on this machine");
  variables = [...variables, "TOKENLEDGER_KEY=tl_live_none"];
  const { code, output } = await run("python3", "record_and_ask.py");
  expect(code).toBe(1);
  expect(output).toMatch(/^401 KEY_INVALID: /);
});
