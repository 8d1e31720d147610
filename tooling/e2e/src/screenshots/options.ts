import { parseArgs } from "node:util";
import { z } from "zod";
import { lookArguments, lookOptionsOf, type LookOptions } from "../look-options.ts";
import { languages, looksOf, themes, type Look } from "./looks.ts";

/** What a run of the screenshots is asked for. */
export interface ScreenshotOptions extends LookOptions {
  /** Folder of the pictures. */
  readonly out: string;
  readonly looks: readonly Look[];
}

const USAGE =
  "npm run screenshots -w tooling/e2e -- --url http://127.0.0.1:4300 --password … [--login admin] [--out screenshots] [--theme light --theme dark] [--language en --language zh-CN] [--width 1440 --width 390] [page …]";

const Themes = z.array(z.enum(themes));
const Languages = z.array(z.enum(languages));
const Widths = z.array(z.coerce.number().int().min(320).max(3840));

/** Reads the command line. @throws Error that tells the usage, or names what there is not. */
export const readOptions = (args: readonly string[]): ScreenshotOptions => {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      ...lookArguments,
      out: { type: "string", default: "screenshots" },
      theme: { type: "string", multiple: true, default: ["light", "dark"] },
      language: { type: "string", multiple: true, default: [...languages] },
      width: { type: "string", multiple: true, default: ["1440", "390"] },
    },
  });
  const looks = looksOf(
    Themes.parse(values.theme),
    Languages.parse(values.language),
    Widths.parse(values.width),
  );
  return { ...lookOptionsOf(values, positionals, USAGE), out: values.out, looks };
};
