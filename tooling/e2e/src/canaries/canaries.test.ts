import { mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import Anthropic from "@anthropic-ai/sdk";
import { hashPassword } from "@tokenledger/api";
import { startFakeAnthropic } from "@tokenledger/fake-anthropic";
import { Tokenledger } from "@tokenledger/sdk";
import { createTokenledgerClient, openSession } from "@tokenledger/sdk/admin";
import { freePort } from "@tokenledger/services";
import { makeRecord } from "@tokenledger/usage/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startChild } from "../system/child.ts";
import { collectBatch } from "../system/collect-batch.ts";
import { Role } from "../system/role.ts";
import { startSystem, type TestKey, type TestSystem } from "../system/start-system.ts";
import { THIS_YEAR } from "../system/this-year.ts";
import { awayStores, canaries, canary, repeated, secretSettings } from "./canary.ts";

const CLI = fileURLToPath(new URL("../../../../apps/cli/src/main.ts", import.meta.url));
const roles = ["server", "flusher", "scheduler"] as const;

let folder: string;
let system: TestSystem;
let key: TestKey;
/** Where the processes without a door tell their metrics. */
const metricsPorts = { flusher: await freePort(), scheduler: await freePort() } as const;
const owner = { login: "boss", password: canary("owner") };
let session: string;
/** What came back from the doors, by what was asked. */
const answers: Record<string, string> = {};

/** Asks, however it ends, and keeps what came back. */
const ask = async (path: string, init: RequestInit = {}): Promise<void> => {
  const response = await fetch(`${system.url}${path}`, init);
  answers[`${init.method ?? "GET"} ${path}`] = await response.text();
};
const post = async (path: string, token: string, body: string): Promise<void> =>
  ask(path, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
    body,
  });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "tokenledger-canaries-"));
  const settings = {
    ...secretSettings,
    TOKENLEDGER_DATA_DIR: folder,
    TOKENLEDGER_METRICS_PORT: `${metricsPorts.flusher}`,
  };
  system = await startSystem({ settings });
  await system.ledger.memberDirectory.createMember({
    login: owner.login,
    role: "owner",
    passwordHash: await hashPassword(owner.password),
  });
  session = await openSession({ url: system.url, ...owner });
  key = await system.createKey("canaries");
}, 120_000);
afterAll(async () => {
  await system[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

/** A call with a prompt, one that fails, and records that are refused for what stands beside their usage. */
const recordCalls = async (): Promise<void> => {
  await using anthropic = await startFakeAnthropic({ seed: 7 });
  const troubles: unknown[] = [];
  const ledger = new Tokenledger({
    url: system.url,
    accessKey: key.token,
    spool: { directory: join(folder, "spool") },
    onTrouble: (trouble) => troubles.push(trouble),
    onReject: (rejection) => troubles.push(rejection),
  });
  const { messages } = new Anthropic({
    apiKey: canaries.anthropicKey,
    baseURL: anthropic.url,
    middleware: [ledger.middleware()],
  });
  const call = {
    model: "claude-haiku-4-5",
    max_tokens: 100,
    system: canaries.prompt,
    messages: [{ role: "user" as const, content: canaries.prompt }],
  };
  await messages.create(call);
  await messages.create({ ...call, max_tokens: 0 }).catch(() => undefined);
  await ledger.close();
  answers["troubles of the SDK"] = JSON.stringify(troubles);
  const record = makeRecord({ user: "anna" });
  const beside = { messages: call.messages, authorization: canaries.anthropicKey };
  await collectBatch(system.url, key.token, [
    { ...record, ...beside },
    { ...record, ...beside, user: `${canaries.prompt}\n` },
    canaries.prompt,
  ]);
};

/** Secrets at every door: as they are meant, and where nobody expects them. */
const askWithSecrets = async (): Promise<void> => {
  const { strangeKey, strangeSession, wrongPassword } = canaries;
  for (const token of [strangeKey, strangeSession, `${key.token}x`]) {
    await post("/trpc/ingest/usage.collect", token, JSON.stringify(makeRecord()));
    await post(`/trpc/admin/auth.me?token=${token}`, token, "{}");
  }
  await post("/trpc/ingest/usage.collect", key.token, `{"prompt": ${canaries.prompt}`);
  for (const login of [owner.login, wrongPassword]) {
    await post(
      "/trpc/admin/auth.login",
      "",
      JSON.stringify({ json: { login, password: wrongPassword } }),
    );
  }
  await post("/trpc/admin/auth.login", "", JSON.stringify({ json: { password: wrongPassword } }));
  await ask("/metrics", { headers: { authorization: `Bearer ${wrongPassword}` } });
  await ask("/metrics", { headers: { authorization: `Bearer ${canaries.metricsToken}` } });
  for (const path of ["/livez", "/readyz", "/api/v1/openapi.json", "/panel"]) await ask(path);
  await post("/api/v1/collect", strangeKey, JSON.stringify({ usage: canaries.prompt }));
};

/** Changes that carry secrets, and channels that cannot be reached. */
const changeWithSecrets = async (): Promise<string> => {
  const { alerts, auth, members, accessKeys } = createTokenledgerClient({
    url: system.url,
    token: session,
  });
  const { webhookSecret, chatAddress, newPassword } = canaries;
  for (const details of [
    { kind: "webhook" as const, url: `https://127.0.0.1:1/${chatAddress}`, secret: webhookSecret },
    { kind: "slack" as const, url: `https://hooks.slack.com:1/services/${chatAddress}` },
    { kind: "email" as const, to: ["ops@example.org"] },
  ]) {
    const made = alerts.channels.create.mutate({ name: details.kind, details });
    const { channel } = await made.catch(() => ({ channel: null }));
    if (channel === null) continue;
    answers[`test of ${details.kind}`] = JSON.stringify(
      await alerts.test.mutate({ channelId: channel.id }).catch(String),
    );
  }
  answers["channels"] = JSON.stringify(await alerts.channels.list.query());
  const { password } = await members.create.mutate({ login: "new", role: "analyst" });
  const { token } = await accessKeys.rotate.mutate({ id: key.id });
  await auth.changePassword.mutate({ currentPassword: owner.password, newPassword });
  await auth.changePassword
    .mutate({ currentPassword: canaries.wrongPassword, newPassword: canaries.wrongPassword })
    .catch(() => undefined);
  return `${password} ${token}`;
};

/** Whole exports, as their files lie there. */
const exportedFiles = async (): Promise<Record<string, string>> => {
  const { exports } = createTokenledgerClient({ url: system.url, token: session });
  const subject = { kind: "records", filter: THIS_YEAR } as const;
  for (const format of ["csv", "jsonl", "focus"] as const) {
    const { id } = await exports.create.mutate({ subject, format, masking: "none" });
    await expect
      .poll(async () => (await exports.get.query({ id })).state, { timeout: 60_000 })
      .toBe("done");
  }
  const found: Record<string, string> = {};
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    found[`file ${file.slice(folder.length)}`] = await readFile(file, "latin1");
  }
  return found;
};

/** What the processes without a door tell, by whom; whoever has another token is told so. */
const metrics = async (): Promise<Record<string, string>> => {
  const found: Record<string, string> = {};
  for (const [name, port] of Object.entries(metricsPorts)) {
    for (const token of ["metricsToken", "wrongPassword"] as const) {
      const response = await fetch(`http://127.0.0.1:${port}/metrics`, {
        headers: { authorization: `Bearer ${canaries[token]}` },
      });
      found[`metrics of the ${name}, by ${token}`] = await response.text();
    }
  }
  return found;
};

const wholeAuditLog = async (): Promise<string> => {
  const { audit } = createTokenledgerClient({ url: system.url, token: session });
  return JSON.stringify(await audit.list.query({ countMax: 500 }));
};

test("no secret that went into the system is in any line of a log, metric, error, export or audit entry", async () => {
  await system.scheduler.start({ TOKENLEDGER_METRICS_PORT: `${metricsPorts.scheduler}` });
  await recordCalls();
  await askWithSecrets();
  const minted = (await changeWithSecrets()).split(" ");
  await system.drained();
  const texts: Readonly<Record<string, string>> = {
    ...answers,
    ...(await exportedFiles()),
    ...(await metrics()),
    "the audit log": await wholeAuditLog(),
    "log of the server": system.server.output(),
    "log of the flusher": system.flusher.output(),
    "log of the scheduler": system.scheduler.output(),
  };
  const [password = "", rotated = ""] = minted;
  const secrets = { ...canaries, owner: owner.password, session, password };
  const keys = { key: key.token.slice(-32), rotated: rotated.slice(-32) };
  expect(repeated(texts, { ...secrets, ...keys })).toEqual([]);
  // There was something to be read, everywhere.
  expect(Object.keys(texts).filter((where) => where.startsWith("file "))).not.toEqual([]);
  expect(texts["the audit log"]).toContain("alerts.channels.create");
  expect(texts["GET /metrics"]).toContain("tokenledger_collect_records_total");
  expect(texts["metrics of the flusher, by metricsToken"]).toContain(
    "tokenledger_flush_records_total",
  );
  expect(texts["metrics of the scheduler, by metricsToken"]).toContain(
    "tokenledger_job_runs_total",
  );
  expect(texts["log of the server"]).toContain("auth.login");
  expect(texts["log of the scheduler"]).toContain("reconcile");
}, 180_000);

test.each(roles)(
  "the %s repeats no secret when its stores are away",
  async (name) => {
    const role = new Role(name, { ...secretSettings, ...awayStores, PORT: "0" });
    role.launch();
    await expect
      .poll(() => role.output(), { timeout: 60_000 })
      .toMatch(/ECONNREFUSED|connect|away/);
    await role.kill("SIGTERM");
    expect(repeated({ [name]: role.output() }, canaries)).toEqual([]);
  },
  90_000,
);

test.each(roles)(
  "the %s says which settings are wrong, and not what they hold",
  async (name) => {
    const wrong = { DATABASE_URL: canaries.databasePassword, REDIS_URL: canaries.redisPassword };
    const role = new Role(name, { ...secretSettings, ...wrong, TOKENLEDGER_KEY_PEPPER: "short" });
    const child = role.launch();
    expect(await child.ended).toMatchObject({ code: 1 });
    expect(child.output()).toContain("DATABASE_URL");
    expect(repeated({ [name]: child.output() }, canaries)).toEqual([]);
  },
  90_000,
);

test.each(["doctor", "doctor --json", "config", "config --json"])(
  "the command line repeats no secret: %s",
  async (words) => {
    const env = { ...secretSettings, ...awayStores, TOKENLEDGER_DATA_DIR: folder };
    const child = startChild(CLI, env, words.split(" "));
    await child.ended;
    expect(child.output()).not.toBe("");
    expect(repeated({ [words]: child.output() }, canaries)).toEqual([]);
  },
  90_000,
);
