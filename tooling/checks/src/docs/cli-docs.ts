import { leavesOf, usageOf, type AnyCommand } from "@tokenledger/cli/command-tree";
import { createProgram } from "@tokenledger/cli/program";

const cell = (text: string): string => text.replaceAll("|", "\\|");

const noteOf = ({ defaultValue, argChoices }: AnyCommand["options"][number]): string => {
  const choices =
    argChoices === undefined
      ? ""
      : ` One of ${argChoices.map((value) => `\`${value}\``).join(", ")}.`;
  const isSaid = ["string", "number"].includes(typeof defaultValue);
  return `${choices}${isSaid ? ` Default \`${String(defaultValue)}\`.` : ""}`;
};

const argumentRows = (command: AnyCommand): readonly string[] =>
  command.registeredArguments.map((argument) => {
    const choices =
      argument.argChoices === undefined
        ? ""
        : ` One of ${argument.argChoices.map((value) => `\`${value}\``).join(", ")}.`;
    return `| \`${argument.name().toUpperCase()}\` | ${cell(argument.description)}.${choices} |`;
  });

const optionRows = (command: AnyCommand): readonly string[] =>
  command.options.map(
    (option) => `| \`${option.flags}\` | ${cell(option.description)}.${noteOf(option)} |`,
  );

const sectionOf = (command: AnyCommand): string => {
  const text = command.description() === "" ? `${command.summary()}.` : command.description();
  const rows = [...argumentRows(command), ...optionRows(command)];
  const table = rows.length === 0 ? "" : `\n| | |\n|---|---|\n${rows.join("\n")}\n`;
  return `## ${usageOf(command)}\n\n${text.charAt(0).toUpperCase()}${text.slice(1)}\n${table}`;
};

/** `docs/cli.md`, made of the commands. */
export const cliDocs = (): string => `# The command line

Made of the commands themselves; \`npm test\` holds it to them. In the repository it is \`npx tokenledger\`, after \`npm ci\`; in the image it is what every
container starts.

Commands that ask a running server (\`usage\`, \`tail\`, \`users\`, \`keys list\`, \`rotate\`, \`disable\`, \`enable\`, \`export\`, \`rebuild\`, \`replay\`, \`audit\`) ask as a member: log in with
\`TOKENLEDGER_ADMIN_LOGIN\` (default \`admin\`) and \`TOKENLEDGER_ADMIN_PASSWORD\`, else the password is asked for at the terminal. The session is kept in
\`$XDG_STATE_HOME/tokenledger/sessions.json\` until it is unused for 30 minutes. The server is \`--url\`, else \`TOKENLEDGER_URL\`, else the one on this machine's
\`PORT\` ([why](decisions/0047-the-command-line-asks-the-server-as-a-person.md)).

Results go to stdout, everything else to stderr. Bars are drawn on a terminal alone; \`NO_COLOR\` takes the colours away.

| exit code | |
|---|---|
| 0 | done, and nothing was found wrong |
| 1 | something is wrong: a check failed, records were refused, or a fault of ours |
| 2 | written wrongly: an option, an argument or a setting; nothing was done |
| 3 | a server or a store does not answer, or not now |
| 4 | not allowed: login, key or role |

${leavesOf(createProgram()).map(sectionOf).join("\n")}`;
