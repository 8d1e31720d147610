import { InvalidInputError } from "@tokenledger/usage";
import {
  Command,
  JSON_FLAG,
  jsonLine,
  Option,
  print,
  URL_FLAG,
  type AnyCommand,
} from "../command.ts";

const PAUSE_MS = 2_000;
const COUNT_MAX = 200;

const countOf = (text: string): number => {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1 || count > COUNT_MAX) {
    throw new InvalidInputError("ARGUMENT_INVALID", `--count ${text}: not 1 to ${COUNT_MAX}`);
  }
  return count;
};

const sayCut = (): void => {
  process.stderr.write("… more came than is shown; the page's details have all.\n");
};

/** Records as they come. */
export const tailCommand = (): AnyCommand =>
  new Command("tail")
    .summary("records as they come")
    .description(
      "Prints the newest records, then what is stored since, every two seconds, until Ctrl-C. With --json each record is a line of JSON.",
    )
    .addOption(
      new Option("--count <n>", "how many at first, and most at a time")
        .argParser(countOf)
        .default(20),
    )
    .option("--once", "the newest ones, and no more", false)
    .option("--user <name...>", "only of these users", [])
    .option("--model <name...>", "only of these models", [])
    .option(...URL_FLAG)
    .option(...JSON_FLAG)
    .action(async ({ count, once, user, model, url, json }) => {
      const [{ withAdmin }, { followTail, tailLine }] = await Promise.all([
        import("../admin/with-admin.ts"),
        import("./follow-tail.ts"),
      ]);
      const stop = new AbortController();
      const end = (): void => stop.abort();
      if (once) end();
      process.once("SIGINT", end);
      process.once("SIGTERM", end);
      let written = 0;
      try {
        await withAdmin(url, async (admin) =>
          followTail(admin, {
            users: user,
            models: model,
            countMax: count,
            signal: stop.signal,
            pauseMs: PAUSE_MS,
            write: (row) => {
              written += 1;
              print(json === true ? jsonLine(row) : tailLine(row));
            },
            onCut: sayCut,
          }),
        );
        if (once && written === 0) process.stderr.write("No records of these.\n");
      } finally {
        process.off("SIGINT", end);
        process.off("SIGTERM", end);
      }
    });
