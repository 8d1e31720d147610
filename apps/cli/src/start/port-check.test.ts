import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { freePort } from "@tokenledger/services";
import { expect, test } from "vitest";
import { checkPortFree } from "./port-check.ts";

test("a port in use is told with what to do", async () => {
  const port = await freePort();
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(port, "127.0.0.1", () => resolve());
  });
  await expect(checkPortFree("127.0.0.1", port)).rejects.toThrow(
    new RegExp(`Port ${port} .*PORT=`),
  );
  server.close();
});

test("a free port is free again after the check", async () => {
  const port = await freePort();
  await checkPortFree("127.0.0.1", port);
  await expect(checkPortFree("127.0.0.1", port)).resolves.toBeUndefined();
});

test("a start that another process forked ends where its port is taken, and is not waited for for ever", async () => {
  const dataDir = mkdtempSync(join(tmpdir(), "tokenledger-port-"));
  const server = createServer();
  const port = await freePort();
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  const child = fork(fileURLToPath(new URL("../main.ts", import.meta.url)), ["start"], {
    env: { PORT: String(port), TOKENLEDGER_DATA_DIR: dataDir },
    silent: true,
  });
  expect(await once(child, "exit")).toEqual([1, null]);
  server.close();
  rmSync(dataDir, { recursive: true });
}, 60_000);
