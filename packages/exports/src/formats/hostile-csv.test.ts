import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { csvFormat } from "./csv-format.ts";

const SPREADSHEET = "soffice";

const hostile = [
  "=1+1",
  "=cmd|' /C calc'!A0",
  "+1+1",
  "-2+3",
  "@SUM(1)",
  "\t=1+1",
  "\r=1+1",
  '=HYPERLINK("http://x","a")',
  "\uFF1D1+1",
  "=1\n+1",
  '"=1+1',
];

const run = async (...parameters: readonly string[]): Promise<number | null> => {
  const child = spawn("env", [SPREADSHEET, ...parameters], { stdio: "ignore" });
  await once(child, "exit");
  return child.exitCode;
};

test("a spreadsheet that opens hostile text finds no formula in it, and numbers are numbers", async ({
  skip,
}) => {
  const folder = await mkdtemp(join(tmpdir(), "tokenledger-csv-"));
  onTestFinished(async () => rm(folder, { recursive: true }));
  const profile = `-env:UserInstallation=${pathToFileURL(join(folder, "profile")).href}`;
  const format = csvFormat<string>(
    [
      { name: "text", type: "text", read: (text) => text },
      { name: "number", type: "integer", read: () => -5 },
    ],
    true,
  );
  await writeFile(
    join(folder, "hostile.csv"),
    Buffer.concat([await format.open(), await format.write(hostile)]),
  );
  const convert = ["--headless", "--convert-to", "fods", "--outdir", folder];
  const code = await run(profile, ...convert, join(folder, "hostile.csv"));
  skip(code !== 0, "LibreOffice is not on this machine");
  const sheet = await readFile(join(folder, "hostile.fods"), "utf8");
  expect(sheet).not.toContain("table:formula");
  expect(sheet.match(/office:value-type="float"/g)).toHaveLength(hostile.length);
});
