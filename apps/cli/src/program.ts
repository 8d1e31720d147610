import { Command, type AnyCommand } from "./command.ts";
import { doctorCommand } from "./doctor/doctor-command.ts";
import { importCommand } from "./import/import-command.ts";
import { keysCommand } from "./keys/keys-command.ts";
import { healthCommand } from "./roles/health-command.ts";
import { migrateCommand } from "./roles/migrate-command.ts";
import { roleCommands } from "./roles/role-commands.ts";
import { setupCommand } from "./roles/setup-command.ts";
import { secretsCommand } from "./secrets/secrets-command.ts";
import { pageCommand } from "./start/page-command.ts";
import { allCommand, startCommand } from "./start/start-command.ts";

/** Everything `tokenledger` does, in the order of its help. Made anew for every command line: a parsed one holds what it read. */
export const createProgram = (): AnyCommand => {
  const commands: readonly AnyCommand[] = [
    startCommand(),
    doctorCommand(),
    keysCommand(),
    importCommand(),
    ...roleCommands(),
    migrateCommand(),
    setupCommand(),
    allCommand(),
    healthCommand(),
    secretsCommand(),
    pageCommand(),
  ];
  const program = new Command("tokenledger").description(
    "Records every Anthropic API call's token usage exactly once, and answers who spends what.",
  );
  for (const command of commands) program.addCommand(command);
  return program;
};
