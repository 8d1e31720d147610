import { readFileSync } from "node:fs";
import { startSettings } from "@tokenledger/cli/config";
import { flusherSettings } from "@tokenledger/flusher/config";
import { schedulerSettings } from "@tokenledger/scheduler/config";
import { serverSettings } from "@tokenledger/server/config";
import { repositoryFolder } from "../run-tool.ts";

interface Program {
  readonly app: string;
  readonly title: string;
  readonly names: readonly string[];
}

const programs: readonly Program[] = [
  { app: "server", title: "Server (`serve`)", names: Object.keys(serverSettings) },
  { app: "flusher", title: "Flusher (`flush`)", names: Object.keys(flusherSettings) },
  { app: "scheduler", title: "Scheduler (`schedule`)", names: Object.keys(schedulerSettings) },
  { app: "cli", title: "The whole system (`start`, `all`)", names: Object.keys(startSettings) },
];

const DOCUMENTED = /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*([A-Z][A-Z0-9_]+):/g;

/** Settings that several programs share stand with the room that reads them. */
const SHARED = [
  "packages/usage/src/config.ts",
  "packages/anthropic-admin/src/config.ts",
  "packages/notify/src/notify-config.ts",
  "packages/metrics/src/config.ts",
  "apps/server/src/oidc/oidc-settings.ts",
];

/** What the comment above each setting says, in one line. */
const commentsOf = (app: string): ReadonlyMap<string, string> => {
  const source = [...SHARED, `apps/${app}/src/config.ts`]
    .map((file) => readFileSync(`${repositoryFolder}${file}`, "utf8"))
    .join("\n");
  return new Map(
    Array.from(source.matchAll(DOCUMENTED), ([, comment = "", name = ""]) => [
      name,
      comment.replaceAll(/\s*\n?\s*\*?\s+/g, " ").trim(),
    ]),
  );
};

/** Settings that say nothing about themselves, as `app: NAME`. */
export const undocumentedSettings = (): readonly string[] =>
  programs.flatMap(({ app, names }) => {
    const comments = commentsOf(app);
    return names.filter((name) => !comments.has(name)).map((name) => `${app}: ${name}`);
  });

/** `docs/environment.md`, made of the settings and their comments. */
export const environmentDocs = (): string => {
  const sections = programs.map(({ app, title, names }) => {
    const comments = commentsOf(app);
    const rows = names.map((name) => `| \`${name}\` | ${comments.get(name) ?? ""} |`);
    return `## ${title}\n\n| variable | what it is |\n|---|---|\n${rows.join("\n")}\n`;
  });
  return `# Settings

Made of the programs' own settings; \`npm test\` holds it to them. A program that is given a wrong setting names every fault and does not start. In an
image, a secret may stand in a file named by the same variable with \`_FILE\` at its end.

${sections.join("\n")}`;
};
