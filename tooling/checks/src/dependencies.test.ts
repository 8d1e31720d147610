import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { z } from "zod";
import { readDependenciesWorkflow } from "./audit/dependencies-workflow.ts";
import { repositoryFolder } from "./run-tool.ts";

const Lock = z.object({
  packages: z.record(
    z.string(),
    z.object({
      version: z.string().optional(),
      license: z.string().optional(),
      dev: z.boolean().default(false),
      devOptional: z.boolean().default(false),
      optional: z.boolean().default(false),
      link: z.boolean().default(false),
      integrity: z.string().optional(),
      hasInstallScript: z.boolean().default(false),
    }),
  ),
});
const Manifest = z.object({
  private: z.boolean().optional(),
  dependencies: z.record(z.string(), z.string()).default({}),
  devDependencies: z.record(z.string(), z.string()).default({}),
  optionalDependencies: z.record(z.string(), z.string()).default({}),
});

const readJson = (path: string): unknown =>
  JSON.parse(readFileSync(`${repositoryFolder}${path}`, "utf8"));

const { packages } = Lock.parse(readJson("package-lock.json"));
const installed = Object.entries(packages).filter(
  ([path, { link }]) => path.startsWith("node_modules/") && !link,
);

/** What may ship with us: permissive licences, and one that asks only for its own files to stay open. */
const LICENCES = new Set([
  "0BSD",
  "Apache-2.0",
  "BlueOak-1.0.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "ISC",
  "MIT",
  "MIT-0",
  "MPL-2.0",
  "OFL-1.1",
  "PostgreSQL",
  "Unlicense",
]);

test("what ships is under a licence of the list", () => {
  const shipped = installed.filter(([, { dev }]) => !dev);
  expect(shipped.length).toBeGreaterThan(100);
  const others = shipped
    .filter(([, { license = "none" }]) => !LICENCES.has(license))
    .map(([path, { license }]) => `${path}: ${license ?? "none"}`);
  expect(others).toEqual([]);
});

test("every dependency is of one exact version, and locked", () => {
  const folders = ["apps", "packages", "tooling"].flatMap((room) =>
    readdirSync(`${repositoryFolder}${room}`).map((name) => `${room}/${name}/`),
  );
  const loose = ["", ...folders].flatMap((folder) => {
    const manifest = Manifest.parse(readJson(`${folder}package.json`));
    const all = {
      ...manifest.dependencies,
      ...manifest.devDependencies,
      ...manifest.optionalDependencies,
    };
    return Object.entries(all)
      .filter(([name, version]) => !(name.startsWith("@tokenledger/") && version === "*"))
      .filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))
      .map(([name, version]) => `${folder}: ${name} ${version}`);
  });
  expect(loose).toEqual([]);
  expect(installed.filter(([, { version }]) => version === undefined)).toEqual([]);
});

const Bill = z.object({
  bomFormat: z.literal("CycloneDX"),
  components: z.array(z.object({ "bom-ref": z.string() })),
});
/** As SECURITY.md and the workflow say it. */
const BILL = "npm sbom --sbom-format=cyclonedx --package-lock-only";

test("the bill of materials is written without a network, and names every package that ships", () => {
  const [npm = "", ...args] = BILL.split(" ");
  const text = execFileSync(npm, [...args, "--offline"], {
    cwd: repositoryFolder,
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  const { components } = Bill.parse(JSON.parse(text));
  const named = new Set(components.map((component) => component["bom-ref"]));
  const shipped = installed
    // Of another platform, or asked for by nobody here: npm leaves those out.
    .filter(([, { dev, devOptional, optional }]) => !dev && !devOptional && !optional)
    .map(([path, { version = "" }]) => `${path.split("node_modules/").at(-1) ?? path}@${version}`);
  expect(shipped.length).toBeGreaterThan(100);
  expect(shipped.filter((name) => !named.has(name))).toEqual([]);
});

const AUDITS = ["npm audit --omit=dev", "npm audit --audit-level=high"];

test("a public host asks at every change whether a hole is known in what ships, or in what builds it", () => {
  const { on, jobs } = readDependenciesWorkflow();
  expect(on.push.branches).toEqual(["main"]);
  const { steps, ...job } = jobs.dependencies;
  // Neither passed over nor allowed to fail.
  expect(job).toEqual({ "continue-on-error": false });
  const asking = steps.filter(({ run }) => /^npm (?:audit|sbom)/.test(run));
  expect(asking).toEqual(
    [...AUDITS, `${BILL} > sbom.json`].map((run) => ({ run, "continue-on-error": false })),
  );
});

test.each([...AUDITS, BILL])("SECURITY.md says by hand what the workflow does: %s", (command) => {
  expect(readFileSync(`${repositoryFolder}SECURITY.md`, "utf8")).toContain(`\`${command}`);
});
