import { Command, type CommanderError } from "@commander-js/extra-typings";
import { z } from "zod";

const Options = z.object({
  /** Days of history before today. */
  days: z.coerce.number().int().min(1).max(3650),
  /** About how many records of history. */
  records: z.coerce.number().int().min(0).max(10_000_000),
  /** Live calls a second; 0 for none. */
  rate: z.coerce.number().min(0).max(200),
  /** Another seed is another company history. */
  seed: z.coerce
    .number()
    .int()
    .min(0)
    .max(2 ** 31),
});
export type DemoOptions = z.output<typeof Options>;

const commandLine = () =>
  new Command("npm run demo --")
    .description("Starts the system with a made-up company's history, and lets live calls arrive.")
    .option("--days <n>", "of history before today", "90")
    .option("--records <n>", "about how many of history; 0 for none", "60000")
    .option("--rate <n>", "live calls a second; 0 for none", "3")
    .option("--seed <n>", "another one makes another history", "1");

/**
 * Reads what stands behind `npm run demo --`.
 *
 * @param end is told when there is nothing to run: help was asked for, or what is wrong has been said. Default: ends the process.
 */
export const readOptions = (
  args: readonly string[],
  end: (error: CommanderError) => never = ({ exitCode }) => process.exit(exitCode),
): DemoOptions => {
  const program = commandLine()
    .exitOverride(end)
    .parse([...args], { from: "user" });
  const options = Options.safeParse(program.opts());
  return options.success ? options.data : program.error(`error: ${z.prettifyError(options.error)}`);
};
