import { Command, JSON_FLAG, jsonLine, print, type AnyCommand } from "../command.ts";
import { exitCodes } from "../exit-code.ts";
import { findingText } from "./finding-text.ts";

/** Looks at everything the system stands on, and says what to do. Changes nothing. */
export const doctorCommand = (): AnyCommand =>
  new Command("doctor")
    .summary("what is wrong with this installation, and what to do")
    .description(
      "Looks at Node.js, the settings of every role, PostgreSQL, migrations, partitions, Redis, the clocks, the secrets and the disk: of DATABASE_URL and REDIS_URL, else of what `start` runs on this machine. Starts nothing and changes nothing. Each line is ok, warning or fails; under the last two stands what to do next. Ends with 1 where something fails.",
    )
    .option(...JSON_FLAG)
    .action(async ({ json }) => {
      const { lookAround } = await import("../settings/surroundings.ts");
      const { examine } = await import("./examine.ts");
      const findings = await examine(await lookAround());
      print(json === true ? jsonLine(findings) : findingText(findings, process.stdout));
      if (findings.some(({ state }) => state === "fails")) process.exitCode = exitCodes.wrong;
    });
