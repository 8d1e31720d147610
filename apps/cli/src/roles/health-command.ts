import { Command, print, type AnyCommand } from "../command.ts";
import { readConfig } from "../config.ts";
import { exitCodes } from "../exit-code.ts";

const ANSWER_MS_MAX = 2_500;

const ask = async (url: string): Promise<{ readonly isReady: boolean; readonly text: string }> => {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(ANSWER_MS_MAX) });
    const text = await answer.text();
    return answer.ok
      ? { isReady: true, text }
      : { isReady: false, text: `${url} answers ${answer.status}: ${text}` };
  } catch {
    return { isReady: false, text: `${url} does not answer` };
  }
};

/** Whether the server of this container takes calls: what its health check asks. Ends with 0 or 1, the only codes that Docker knows. */
export const healthCommand = (): AnyCommand =>
  new Command("health")
    .summary("whether the server on PORT takes calls")
    .description(
      "Asks /readyz of the server on this machine's PORT. Ends with 0 or 1, as container health checks want it.",
    )
    .action(async () => {
      const { isReady, text } = await ask(`http://127.0.0.1:${readConfig().PORT}/readyz`);
      if (isReady) {
        print(text);
        return;
      }
      process.stderr.write(`${text}\n`);
      process.exitCode = exitCodes.wrong;
    });
