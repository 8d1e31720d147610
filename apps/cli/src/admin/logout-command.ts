import { Command, say, URL_FLAG, type AnyCommand } from "../command.ts";

/** Ends the session that commands keep. */
export const logoutCommand = (): AnyCommand =>
  new Command("logout")
    .summary("ends the session that commands keep for 30 minutes")
    .option(...URL_FLAG)
    .action(async ({ url }) => {
      const { logOut } = await import("./with-admin.ts");
      say((await logOut(url)) ? "logged out" : "there was no session");
    });
