import { Command, JSON_FLAG, URL_FLAG, type AnyCommand } from "../command.ts";

const listCommand = (): AnyCommand =>
  new Command("list")
    .summary("users, by part of their name")
    .argument("[search]", "part of a name; all where it is missing")
    .option(...URL_FLAG)
    .option(...JSON_FLAG)
    .action(async (search, options) =>
      (await import("./users-admin.ts")).listUsers(search, options),
    );

const createCommand = (): AnyCommand =>
  new Command("create")
    .summary("a user before their first call, to give them a quota or a name")
    .argument("<name>", "what callers send as `user`")
    .option("--display-name <text>", "what people call them")
    .option(...URL_FLAG)
    .option(...JSON_FLAG)
    .action(async (name, options) => (await import("./users-admin.ts")).createUser(name, options));

const switchCommand = (name: string, summary: string, enabled: boolean): AnyCommand =>
  new Command(name)
    .summary(summary)
    .argument("<name>", "the name that callers send")
    .option(...URL_FLAG)
    .option(...JSON_FLAG)
    .action(async (user, options) =>
      (await import("./users-admin.ts")).switchUser(user, { ...options, enabled }),
    );

/** Whom usage is attributed to. */
export const usersCommand = (): AnyCommand =>
  new Command("users")
    .description("Whom usage is attributed to.")
    .addCommand(listCommand())
    .addCommand(createCommand())
    .addCommand(
      switchCommand("disable", "refuses what they call from now on; history stays", false),
    )
    .addCommand(switchCommand("enable", "counts their calls again", true));
