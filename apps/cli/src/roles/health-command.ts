import { InvalidInputError, UnavailableError } from "@tokenledger/usage";
import type { Command } from "../command.ts";
import { readConfig } from "../config.ts";

const ANSWER_MS_MAX = 2_500;

/** Whether the server of this container takes calls: what its health check asks. Ends with code 1 where it does not. */
export const healthCommand: Command = {
  words: "health",
  options: "",
  summary: "whether the server on PORT takes calls",
  run: async (args) => {
    if (args.length > 0) throw new InvalidInputError("ARGUMENT_INVALID", "health takes no options");
    const url = `http://127.0.0.1:${readConfig().PORT}/readyz`;
    const answer = await fetch(url, { signal: AbortSignal.timeout(ANSWER_MS_MAX) }).catch(
      (cause: unknown) => {
        throw new UnavailableError(`${url} does not answer`, { cause });
      },
    );
    const text = await answer.text();
    if (!answer.ok) throw new UnavailableError(`${url} answers ${answer.status}: ${text}`);
    process.stdout.write(`${text}\n`);
  },
};
