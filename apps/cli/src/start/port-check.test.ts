import { createServer } from "node:net";
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
