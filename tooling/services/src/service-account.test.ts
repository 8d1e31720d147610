import { chmodSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { startPostgres } from "./postgres-service.ts";
import { runCommand } from "./run-command.ts";
import { asAccount, serviceAccount } from "./service-account.ts";

const OWNER_ONLY = 0o700;
const closedFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), "tokenledger-closed-"));
  chmodSync(folder, OWNER_ONLY);
  return folder;
};

test("whoever is not root starts PostgreSQL as themselves", () => {
  expect(asAccount(null, ["/"], "initdb", ["--version"])).toEqual({
    file: "initdb",
    args: ["--version"],
    options: {},
  });
});

test("PostgreSQL starts below a folder that only its owner may enter", async () => {
  const postgres = await startPostgres({ dataDir: join(closedFolder(), "data"), password: "test" });
  expect(postgres.pid()).toBeGreaterThan(0);
  await postgres.stop("immediate");
  expect(postgres.pid()).toBeUndefined();
});

test.skipIf(process.getuid?.() !== 0)(
  "root lends PostgreSQL the right to pass folders and no other (only root can show it)",
  async () => {
    const args = ["Cap[IPEA]", "/proc/self/status"];
    const command = asAccount(serviceAccount(), [closedFolder()], "grep", args);
    const rights = await runCommand(command.file, command.args, command.options);
    const PASS_FOLDERS = "0000000000000002";
    expect(
      new Set(
        rights
          .trim()
          .split("\n")
          .map((line) => line.split("\t")[1]),
      ),
    ).toEqual(new Set([PASS_FOLDERS]));
  },
);
