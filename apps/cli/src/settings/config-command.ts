import { existsSync, readFileSync } from "node:fs";
import { InvalidInputError } from "@tokenledger/usage";
import { Command, JSON_FLAG, jsonLine, print, type AnyCommand } from "../command.ts";
import { repositoryFolder } from "../config.ts";
import { exitCodes } from "../exit-code.ts";

const check = async ({ json }: { readonly json?: true | undefined }): Promise<void> => {
  const [{ lookAround }, { readRoleSettings }] = await Promise.all([
    import("./surroundings.ts"),
    import("./role-settings.ts"),
  ]);
  const roles = await readRoleSettings((await lookAround()).env);
  const lines = roles.map(({ role, faults }) =>
    [
      `${role}: ${faults.length === 0 ? "right" : "wrong"}`,
      ...faults.map((fault) => `  ${fault}`),
    ].join("\n"),
  );
  print(json === true ? jsonLine(roles) : lines.join("\n"));
  if (roles.some(({ faults }) => faults.length > 0)) process.exitCode = exitCodes.wrong;
};

const showDocs = (): void => {
  const file = `${repositoryFolder}docs/environment.md`;
  if (!existsSync(file)) {
    throw new InvalidInputError(
      "COMMAND_UNAVAILABLE",
      "The image has no docs: see docs/environment.md of the repository.",
    );
  }
  process.stdout.write(readFileSync(file, "utf8"));
};

/** The settings of the roles. */
export const configCommand = (): AnyCommand =>
  new Command("config")
    .description("The settings of server, flusher and scheduler.")
    .addCommand(
      new Command("check")
        .summary(
          "whether each role would start with these settings; ends with 1 where one would not",
        )
        .option(...JSON_FLAG)
        .action(check),
    )
    .addCommand(
      new Command("docs").summary("what each setting is (docs/environment.md)").action(showDocs),
    );
