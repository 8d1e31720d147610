import { readFileSync } from "node:fs";

/** Text of a `.sql` file beside its caller, read once, when the module loads. @throws when the file is missing. */
export const sqlFile = (url: URL): string => readFileSync(url, "utf8");
