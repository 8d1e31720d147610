import { parseArgs } from "node:util";
import { InvalidInputError } from "@tokenledger/usage";
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

/** What `--help` says. */
export const usageText = `Usage: npm run demo -- [--days 90] [--records 60000] [--rate 3] [--seed 1]

  --days     days of history before today
  --records  about how many records of history; 0 for none
  --rate     live calls a second; 0 for none
  --seed     another seed makes another history
`;

/**
 * Reads the command line.
 *
 * @returns null when only help is asked for
 * @throws InvalidInputError ARGUMENT_INVALID naming the option
 */
export const readOptions = (args: readonly string[]): DemoOptions | null => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      days: { type: "string", default: "90" },
      records: { type: "string", default: "60000" },
      rate: { type: "string", default: "3" },
      seed: { type: "string", default: "1" },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    return null;
  }
  const options = Options.safeParse(values);
  if (!options.success) {
    const text = `${z.prettifyError(options.error)}\n\n${usageText}`;
    throw new InvalidInputError("ARGUMENT_INVALID", text);
  }
  return options.data;
};
