import type { Command } from "../command.ts";
import { roles } from "./roles.ts";
import { runRole } from "./run-role.ts";

/** One command for each role: what the image starts. */
export const roleCommands: readonly Command[] = roles.map((role) => ({
  words: role.verb,
  options: "",
  summary: role.summary,
  run: async () => {
    process.exitCode = await runRole(role);
  },
}));
