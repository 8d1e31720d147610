import { execFile, execFileSync, spawnSync } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { buildPackage } from "../../build/build-package.ts";
import { startCollectServer, type CollectServer } from "../testing/collect-server.ts";

const run = promisify(execFile);
const WORKSPACE = path.resolve(import.meta.dirname, "../../../..");
const MODULES = path.join(WORKSPACE, "node_modules");

let folder: string;
let dist: string;
/** An empty folder with nothing but the package. */
let consumer: string;
let server: CollectServer;

/** Puts a package of the registry where npm would. */
const install = (name: string): void => {
  const target = path.join(consumer, "node_modules", name);
  mkdirSync(path.dirname(target), { recursive: true });
  symlinkSync(realpathSync(path.join(MODULES, name)), target);
};

const unpack = (): void => {
  const packed = execFileSync("npm", ["pack", "--json", "--pack-destination", folder], {
    cwd: dist,
    stdio: ["ignore", "pipe", "ignore"],
    encoding: "utf8",
  });
  const [{ filename }] = z.tuple([z.object({ filename: z.string() })]).parse(JSON.parse(packed));
  const target = path.join(consumer, "node_modules/@tokenledger/sdk");
  mkdirSync(target, { recursive: true });
  execFileSync("tar", ["-xzf", path.join(folder, filename), "-C", target, "--strip-components=1"]);
};

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "sdk-package-"));
  dist = path.join(folder, "dist");
  consumer = path.join(folder, "consumer");
  server = await startCollectServer();
  await buildPackage(dist);
  unpack();
}, 180_000);
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

const isNode20 = (file: string): boolean =>
  file !== "" && spawnSync(file, ["-v"], { encoding: "utf8" }).stdout.startsWith("v20.");

/** A Node 20 of this machine that is not the workspace's own Node; null where there is none. */
const node20 = (): string | null => {
  const places = spawnSync("which", ["-a", "node"], { encoding: "utf8" }).stdout.split("\n");
  return places.find(isNode20) ?? null;
};

const USE = `
import { Tokenledger } from "@tokenledger/sdk";
import { createTokenledgerClient } from "@tokenledger/sdk/admin";
const ledger = new Tokenledger({ url: process.argv[2], accessKey: "k", spool: { directory: process.argv[3] } });
const body = 'event: message_start\\ndata: {"type":"message_start","message":{"id":"msg_1","usage":{"input_tokens":7}}}\\n\\nevent: message_stop\\ndata: {"type":"message_stop"}\\n\\n';
const send = async () => new Response(body, { headers: { "content-type": "text/event-stream" } });
const request = { url: "https://api.anthropic.com/v1/messages", method: "POST", headers: new Headers(), body: "{}" };
await ledger.withAttribution({ user: "u_packed" }, async () => (await ledger.middleware()(request, send)).text());
await ledger.close();
const client = createTokenledgerClient({ url: process.argv[2], token: "t" });
process.stdout.write(typeof client.usage.details.query + " " + ledger.health().acceptedCount);
`;

const runIn = async (node: string): Promise<string> => {
  const script = path.join(consumer, "use.mjs");
  writeFileSync(script, USE);
  const spool = path.join(folder, `spool-${path.basename(path.dirname(node))}`);
  // Not the synchronous call: the server it talks to lives in this process.
  const { stdout } = await run(node, [script, server.url, spool], { cwd: consumer });
  return stdout;
};

test("the tarball works alone, on this Node", async () => {
  await expect(runIn(process.execPath)).resolves.toBe("function 1");
  expect([...server.records.values()]).toMatchObject([
    { user: "u_packed", outcome: "complete", usage: { input_tokens: 7 } },
  ]);
});

test.skipIf(node20() === null)("the tarball works alone, on Node 20", async () => {
  await expect(runIn(node20() ?? "")).resolves.toBe("function 1");
});

test("it depends on nothing, names the licences it carries, and its declarations name nothing of the server", () => {
  expect(readFileSync(path.join(dist, "package.json"), "utf8")).not.toContain('"dependencies"');
  const licences = readFileSync(path.join(dist, "THIRD_PARTY_LICENSES.txt"), "utf8");
  expect(licences).toMatch(/^@trpc\/client$/mu);
  expect(licences).toMatch(/^superjson$/mu);
  const files = readdirSync(dist, { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".d.ts"),
  );
  expect(files.length).toBeGreaterThan(10);
  for (const file of files) {
    const text = readFileSync(path.join(dist, file), "utf8");
    expect(text).not.toMatch(/@trpc|@tokenledger\/(?!sdk)|AdminContext|AdminRouter|mikro|ioredis/u);
  }
});

const CONSUMER = `
import Anthropic from "@anthropic-ai/sdk";
import { Tokenledger, type Health } from "@tokenledger/sdk";
import { createTokenledgerClient } from "@tokenledger/sdk/admin";
await using ledger = new Tokenledger({ onDrop: ({ reason }) => console.error(reason) });
const anthropic = new Anthropic({ middleware: [ledger.middleware()], fetch: ledger.fetch() });
const message = await anthropic.messages.create({ model: "m", max_tokens: 1, messages: [] });
ledger.record({ usage: message.usage, model: message.model, messageId: message.id, user: "u" });
const health: Health = ledger.health();
const client = createTokenledgerClient({ url: "", token: "" });
const startDate = new Date();
const page = await client.usage.details.query({ startDate, endDate: startDate });
const tokens: bigint = (await client.usage.trends.query({ startDate, endDate: startDate })).points[0]?.inputTokens ?? 0n;
export const used = [health.acceptedCount, page.rows[0]?.lines[0].model, tokens];
type Question = Parameters<typeof client.usage.details.query>[0];
export const isRangeNeeded: Partial<Question> extends Question ? false : true = true;
`;

test("its declarations hold in a strict program that has no workspace", () => {
  [
    "@anthropic-ai/sdk",
    "@types/node",
    "undici-types",
    "standardwebhooks",
    "json-schema-to-ts",
  ].forEach(install);
  writeFileSync(path.join(consumer, "use.mts"), CONSUMER);
  const compiler = createRequire(import.meta.url).resolve("typescript/bin/tsc");
  const options =
    "--noEmit --strict --module nodenext --target es2024 --lib es2024,dom,esnext.disposable --types node --skipLibCheck";
  const { stdout } = spawnSync(process.execPath, [compiler, ...options.split(" "), "use.mts"], {
    cwd: consumer,
    encoding: "utf8",
  });
  expect(stdout).toBe("");
});

test.each([
  ["publint", [".", "--strict"]],
  ["attw", ["--pack", ".", "--profile", "esm-only"]],
])("%s finds nothing", (tool, options) => {
  const binary = path.join(MODULES, ".bin", tool);
  const { status, stdout } = spawnSync(process.execPath, [realpathSync(binary), ...options], {
    cwd: dist,
    encoding: "utf8",
  });
  expect({ status, stdout: status === 0 ? "" : stdout }).toEqual({ status: 0, stdout: "" });
});

test("a bundler for browsers is refused in words", async () => {
  const browser: unknown = await import(path.join(dist, "browser.js")).catch(
    (error: unknown) => error,
  );
  expect(String(browser)).toContain("runs on servers");
});
