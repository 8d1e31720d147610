import { say, type Command } from "../command.ts";
import { repositoryFolder } from "../config.ts";
import { buildAdminPage } from "./admin-page.ts";

/** What an image is built with, so that no start in it has to. */
export const pageCommand: Command = {
  words: "page",
  options: "",
  summary: "builds the admin page, where its sources have changed",
  run: async () => {
    say(
      (await buildAdminPage(repositoryFolder)) ? "built the admin page" : "the admin page is built",
    );
  },
};
