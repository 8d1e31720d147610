import { randomBytes } from "node:crypto";
import { makeEventId, makeRecord } from "@tokenledger/usage/testing";
import { expect, onTestFinished, test } from "vitest";
import { collectBatch } from "./system/collect-batch.ts";
import { startSystem, type TestKey } from "./system/start-system.ts";

const [OLD, NEW] = [randomBytes(32).toString("hex"), randomBytes(32).toString("hex")];

test("the pepper is changed as docs/backup.md has it: no key in use is ever refused, and none is taken under the old one afterwards", async () => {
  const system = await startSystem({ flusher: false, settings: { TOKENLEDGER_KEY_PEPPER: OLD } });
  onTestFinished(async () => system[Symbol.asyncDispose]());
  const restart = async (pepper: string, also?: string): Promise<void> => {
    await system.server.kill("SIGTERM");
    await system.server.start({
      TOKENLEDGER_KEY_PEPPER: pepper,
      ...(also === undefined ? {} : { TOKENLEDGER_KEY_PEPPER_ALSO: also }),
    });
  };
  const answer = async ({ token }: TestKey): Promise<string> =>
    collectBatch(system.url, token, [makeRecord({ eventId: makeEventId() })]).then(
      ([result]) => result?.status ?? "nothing",
      (error: unknown) => (String(error).includes("answered 401") ? "refused" : String(error)),
    );
  const [used, idle] = [await system.createKey("used"), await system.createKey("idle")];
  expect(await answer(used)).toBe("accepted");

  // Every process takes both, before any of them writes under the new one.
  await restart(OLD, NEW);
  expect(await answer(used)).toBe("accepted");
  await restart(NEW, OLD);
  const fresh = await system.createKey("fresh");
  expect(await answer(used)).toBe("accepted");
  expect(await answer(fresh)).toBe("accepted");

  // What was used in between was stored under the new pepper, with its server's last breath at the latest.
  await restart(NEW);
  expect(await answer(used)).toBe("accepted");
  expect(await answer(fresh)).toBe("accepted");
  expect(await answer(idle)).toBe("refused");

  // Who has the old pepper alone has nothing.
  await restart(OLD);
  expect(await answer(used)).toBe("refused");
  expect(await answer(fresh)).toBe("refused");
});
