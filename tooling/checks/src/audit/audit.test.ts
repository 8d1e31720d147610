import { execFile } from "node:child_process";
import { cpSync, globSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { z } from "zod";
import { repositoryFolder } from "../run-tool.ts";
import { startAdvisoryRegistry, type Advisory } from "./advisory-registry.ts";
import { readDependenciesWorkflow } from "./dependencies-workflow.ts";

/** Of the two that the workflow runs: what ships, and what builds it too. */
const SHIPPED = "fastify";
const BUILDING = "vitest";

const Lock = z.object({
  packages: z.record(
    z.string(),
    z.object({
      version: z.string().optional(),
      dev: z.boolean().default(false),
      link: z.boolean().default(false),
    }),
  ),
});

const locked = Object.entries(
  Lock.parse(JSON.parse(readFileSync(`${repositoryFolder}package-lock.json`, "utf8"))).packages,
)
  .filter(([path, { link }]) => path.includes("node_modules/") && !link)
  .map(([path, { version = "", dev }]) => ({
    name: path.split("node_modules/").at(-1) ?? path,
    version,
    dev,
  }));

const versionsOf = (name: string): readonly string[] =>
  locked.filter((one) => one.name === name).map(({ version }) => version);

const folder = mkdtempSync(join(tmpdir(), "tokenledger-audit-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
// With the manifest of every workspace, as a checkout has them: without those npm asks about a handful of packages and finds nothing.
for (const file of [
  "package.json",
  "package-lock.json",
  ...globSync("{apps,packages,tooling}/*/package.json", { cwd: repositoryFolder }),
]) {
  cpSync(join(repositoryFolder, file), join(folder, file));
}

const audits = readDependenciesWorkflow()
  .jobs.dependencies.steps.map(({ run }) => run)
  .filter((run) => run.startsWith("npm audit"));

interface Ended {
  readonly code: number;
  readonly told: string;
}

const runAudit = async (command: string, registry: string): Promise<Ended> => {
  const [npm = "", ...args] = command.split(" ");
  // Nobody's own settings.
  const settings = [
    `--userconfig=${folder}/npmrc`,
    // npm keeps what it worked out of an advisory: each registry has its own.
    `--cache=${folder}/cache-${new URL(registry).port}`,
    "--noproxy=127.0.0.1",
  ];
  return new Promise((resolve) => {
    execFile(
      npm,
      [...args, "--registry", registry, ...settings],
      { cwd: folder, encoding: "utf8" },
      (error, stdout, stderr) =>
        resolve({ code: error === null ? 0 : Number(error.code), told: `${stdout}${stderr}` }),
    );
  });
};

/** The workflow's audits, as it writes them, against a registry that knows these holes. */
const auditWith = async (advisories: readonly Advisory[] | null) => {
  await using registry = await startAdvisoryRegistry(advisories, versionsOf);
  const ended = await Promise.all(audits.map(async (command) => runAudit(command, registry.url)));
  return {
    codes: ended.map(({ code }) => code),
    told: ended.map(({ told }) => told),
    asked: registry.asked,
  };
};

test("where no hole is known the workflow's audits pass, having asked about every package and version that ships", async () => {
  const { codes, told, asked } = await auditWith([]);
  expect(codes).toEqual([0, 0]);
  for (const text of told) expect(text).toContain("found 0 vulnerabilities");
  const shipped = locked.filter(({ dev }) => !dev);
  expect(shipped.length).toBeGreaterThan(100);
  expect(asked).toHaveLength(audits.length);
  for (const names of asked) {
    const missing = shipped.filter(({ name, version }) => names[name]?.includes(version) !== true);
    expect(missing).toEqual([]);
  }
  // One of them asks about everything.
  const all = locked.filter(({ name, version }) =>
    asked.every((names) => names[name]?.includes(version) !== true),
  );
  expect(all).toEqual([]);
});

test.each([
  { severity: "high", name: SHIPPED, codes: [1, 1] },
  { severity: "low", name: SHIPPED, codes: [1, 0] },
  { severity: "high", name: BUILDING, codes: [0, 1] },
] as const)(
  "a hole of $severity severity in $name ends the workflow's audits with $codes, and is named",
  async ({ severity, name, codes }) => {
    const ended = await auditWith([{ name, severity }]);
    expect(ended.codes).toEqual(codes);
    const failing = ended.told.filter((_text, index) => codes[index] === 1);
    for (const text of failing) expect(text).toMatch(new RegExp(`^${name} `, "m"));
  },
);

test("a registry that cannot be asked fails the workflow: silence is not a clean bill", async () => {
  const { codes, told } = await auditWith(null);
  expect(codes).toEqual([1, 1]);
  for (const text of told) expect(text).toContain("audit endpoint returned an error");
});
