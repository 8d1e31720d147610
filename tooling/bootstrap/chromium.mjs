import { existsSync } from "node:fs";
import { installDebianPackage } from "./debian.mjs";
import { say } from "./say.mjs";

const EXECUTABLE = "/usr/bin/chromium";

/** Makes sure, where apt can, that there is a browser for the end-to-end tests of the page. Without one they are skipped, and it says so. */
export const provideChromium = () => {
  if (existsSync(EXECUTABLE) || (installDebianPackage("chromium") && existsSync(EXECUTABLE)))
    return;
  say(
    `There is no ${EXECUTABLE}, and apt could not bring it here: SKIPPED is everything that needs a browser (pages, axe, keyboard, hostile text, other origins, paint times).`,
  );
};
