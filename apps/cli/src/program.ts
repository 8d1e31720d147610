import { readFileSync } from "node:fs";
import { z } from "zod";
import { logoutCommand } from "./admin/logout-command.ts";
import { Command, type AnyCommand } from "./command.ts";
import { completionCommand } from "./completion/completion-command.ts";
import { doctorCommand } from "./doctor/doctor-command.ts";
import { exportCommand } from "./exports/export-command.ts";
import { importCommand } from "./import/import-command.ts";
import { keysCommand } from "./keys/keys-command.ts";
import { auditCommand } from "./operations/audit-command.ts";
import { rebuildCommand } from "./operations/rebuild-command.ts";
import { replayCommand } from "./operations/replay-command.ts";
import { healthCommand } from "./roles/health-command.ts";
import { dbCommand, migrateCommand } from "./roles/migrate-command.ts";
import { roleCommands } from "./roles/role-commands.ts";
import { setupCommand } from "./roles/setup-command.ts";
import { secretsCommand } from "./secrets/secrets-command.ts";
import { seedCommand } from "./seed/seed-command.ts";
import { configCommand } from "./settings/config-command.ts";
import { pageCommand } from "./start/page-command.ts";
import { allCommand, startCommand } from "./start/start-command.ts";
import { tailCommand } from "./usage/tail-command.ts";
import { usageCommand } from "./usage/usage-command.ts";
import { usersCommand } from "./users/users-command.ts";

const readVersion = (): string =>
  z
    .object({ version: z.string() })
    .parse(JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"))).version;

/** Everything `tokenledger` does, in the order of its help. Made anew for every command line: a parsed one holds what it read. */
export const createProgram = (): AnyCommand => {
  const commands: readonly AnyCommand[] = [
    startCommand(),
    doctorCommand(),
    usageCommand(),
    tailCommand(),
    keysCommand(),
    usersCommand(),
    importCommand(),
    exportCommand(),
    seedCommand(),
    rebuildCommand(),
    replayCommand(),
    auditCommand(),
    dbCommand(),
    configCommand(),
    logoutCommand(),
    completionCommand(createProgram),
    setupCommand(),
    ...roleCommands(),
    migrateCommand(),
    allCommand(),
    healthCommand(),
    secretsCommand(),
    pageCommand(),
  ];
  const program = new Command("tokenledger")
    .description(
      "Records every Anthropic API call's token usage exactly once, and answers who spends what.",
    )
    .version(readVersion(), "--version", "prints which version this is");
  for (const command of commands) program.addCommand(command);
  return program;
};
