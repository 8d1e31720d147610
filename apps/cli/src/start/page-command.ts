import { Command, say, type AnyCommand } from "../command.ts";
import { repositoryFolder } from "../config.ts";
import { buildAdminPage } from "./admin-page.ts";

/** What an image is built with, so that no start in it has to. */
export const pageCommand = (): AnyCommand =>
  new Command("page")
    .summary("builds the admin page, where its sources have changed")
    .action(async () => {
      say(
        (await buildAdminPage(repositoryFolder))
          ? "built the admin page"
          : "the admin page is built",
      );
    });
