import { Command, type AnyCommand } from "../command.ts";
import { roles } from "./roles.ts";
import { runRole } from "./run-role.ts";

/** One command for each role: what the image starts. */
export const roleCommands = (): readonly AnyCommand[] =>
  roles.map((role) =>
    new Command(role.verb)
      .summary(role.summary)
      .description(
        `Runs ${role.summary}, in the foreground until it is told to stop. Its settings: docs/environment.md.`,
      )
      .action(async () => {
        process.exitCode = await runRole(role);
      }),
  );
