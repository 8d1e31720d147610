import { readdirSync } from "node:fs";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { startLedgerRig, type LedgerRig } from "./testing/ledger-rig.ts";
import { Tokenledger } from "./tokenledger.ts";

const usage = { input_tokens: 3, output_tokens: 5 };

let rig: LedgerRig;

beforeEach(async () => {
  rig = await startLedgerRig();
});
afterEach(async () => {
  await rig.close();
});

test.each([
  ["switched off", { disabled: true }],
  ["without an address", { url: "" }],
  ["with an address that is none", { url: "tokenledger" }],
  ["without a key", { accessKey: "" }],
])("%s it does nothing, and says so once", async (_case, options) => {
  const warned = vi.spyOn(process, "emitWarning").mockImplementation(() => undefined);
  const ledger = rig.client(options);
  rig.client(options);
  expect(warned.mock.calls.length).toBeLessThanOrEqual(1);
  warned.mockRestore();
  ledger.record({ usage });
  expect(ledger.withAttribution({ user: "u" }, () => 7)).toBe(7);
  const response = new Response("through");
  const request = { url: "https://api.anthropic.com/v1/messages", headers: new Headers() };
  await expect(ledger.middleware()(request, () => Promise.resolve(response))).resolves.toBe(
    response,
  );
  const inner = (): Promise<Response> => Promise.resolve(response);
  await expect(ledger.fetch({ fetch: inner })(request.url)).resolves.toBe(response);
  await expect(ledger.flush()).resolves.toBe(true);
  expect(ledger.health()).toMatchObject({ state: "disabled", recordedCount: 0 });
  await ledger.close();
});

test("settings come from the environment, and options win", async () => {
  vi.stubEnv("TOKENLEDGER_URL", `${rig.server.url}/`);
  vi.stubEnv("TOKENLEDGER_KEY", "tl_env");
  vi.stubEnv("TOKENLEDGER_SPOOL_DIR", rig.directory);
  const ledger = new Tokenledger({ accessKey: "tl_option" });
  ledger.record({ usage });
  await ledger.close();
  expect(rig.server.calls[0]?.authorization).toBe("Bearer tl_option");
  expect(readdirSync(rig.directory).length).toBe(1);
  vi.stubEnv("TOKENLEDGER_DISABLED", "1");
  expect(new Tokenledger().health().state).toBe("disabled");
  vi.unstubAllEnvs();
});

test("many clients leave no listeners on the process", async () => {
  const before = process.listenerCount("beforeExit");
  const ledgers = Array.from({ length: 20 }, () => rig.client({ spool: false }));
  expect(process.listenerCount("beforeExit")).toBe(before + 1);
  await Promise.all(ledgers.map((ledger) => ledger.close()));
  expect(process.listenerCount("beforeExit")).toBe(before);
});
