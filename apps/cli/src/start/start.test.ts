import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "@tokenledger/services";
import { mintEventId } from "@tokenledger/usage";
import { afterAll, expect, test, vi } from "vitest";
import type { CliConfig } from "../config.ts";
import { createKey, ledgerAtHand } from "../keys/create-key.ts";
import { lookAround } from "../settings/surroundings.ts";
import { startSystem } from "./start.ts";
import { secretsOf } from "./secrets.ts";
import { welcome } from "./welcome.ts";

const folders: string[] = [];
afterAll(() => {
  for (const one of folders) rmSync(one, { recursive: true, force: true });
});
const folder = (): string => {
  const made = mkdtempSync(join(tmpdir(), "tokenledger-start-"));
  folders.push(made);
  return made;
};
const dataDir = folder();

const silent = (): void => undefined;

const config: CliConfig = {
  PORT: await freePort(),
  HOST: "127.0.0.1",
  TOKENLEDGER_DATA_DIR: dataDir,
};

const collect = async (url: string, key: string, eventId: string): Promise<string> => {
  const response = await fetch(`${url}/trpc/ingest/usage.collect`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${key}` },
    body: JSON.stringify({ eventId, model: "claude-haiku-4-5", usage: { input_tokens: 3 } }),
  });
  return response.text();
};

const OTHER_PEPPER = "0f1e2d3c4b5a69788796a5b4c3d2e1f00123456789abcdef";

test("a start brings the whole system, shows its secrets once, and a second start keeps what was there", async () => {
  const eventId = mintEventId(Date.now(), randomBytes(10));
  const first = await startSystem(config, silent);
  const accessKey = first.setup?.accessKey ?? "";
  expect(welcome(first.url, dataDir, first.setup)).toContain(accessKey);
  expect(await collect(first.url, accessKey, eventId)).toContain("accepted");
  const page = await fetch(first.url);
  expect(await page.text()).toContain("<title>Tokenledger</title>");
  await expect(startSystem(config, silent)).rejects.toMatchObject({ code: "PORT_IN_USE" });
  const here = await lookAround({
    TOKENLEDGER_DATA_DIR: dataDir,
    TOKENLEDGER_KEY_PEPPER: "not its",
  });
  const made = await createKey(ledgerAtHand(here), "second", ["collect", "backfill"]);
  expect(await collect(first.url, made.token, eventId)).toContain("accepted");
  await first.stop();

  const second = await startSystem(config, silent);
  expect(second.setup).toBeNull();
  expect(welcome(second.url, dataDir, second.setup)).not.toContain("password");
  expect(await collect(second.url, accessKey, eventId)).toContain("duplicate");
  await second.stop();
}, 120_000);

test("the pepper is changed from start to start as between the roles, and every command knows which it is", async () => {
  const own = { PORT: await freePort(), HOST: "127.0.0.1", TOKENLEDGER_DATA_DIR: folder() };
  const eventId = mintEventId(Date.now(), randomBytes(10));
  const ownDir = own.TOKENLEDGER_DATA_DIR;
  const first = await startSystem(own, silent);
  const accessKey = first.setup?.accessKey ?? "";
  expect(await collect(first.url, accessKey, eventId)).toContain("accepted");
  await first.stop();

  const { pepper: before } = secretsOf(ownDir);
  const said: string[] = [];
  vi.stubEnv("TOKENLEDGER_KEY_PEPPER_ALSO", before);
  const second = await startSystem(
    { ...own, TOKENLEDGER_KEY_PEPPER: OTHER_PEPPER },
    (text) => void said.push(text),
  );
  expect(said.join("\n")).toContain("TOKENLEDGER_KEY_PEPPER");
  expect(await collect(second.url, accessKey, eventId)).toContain("duplicate");
  const here = await lookAround({ TOKENLEDGER_DATA_DIR: ownDir });
  const made = await createKey(ledgerAtHand(here), "second", ["collect"]);
  await second.stop();

  // Neither variable is needed any more.
  vi.unstubAllEnvs();
  const third = await startSystem(own, silent);
  for (const key of [accessKey, made.token])
    expect(await collect(third.url, key, eventId)).toMatch(/duplicate|accepted/);
  await third.stop();
  expect(secretsOf(ownDir)).toMatchObject({ pepper: OTHER_PEPPER, peppersBefore: [before] });
}, 240_000);
