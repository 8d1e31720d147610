import { readFileSync } from "node:fs";

/** Text of a `.sql` file beside the caller. */
export const sqlFile = (url: URL): string => readFileSync(url, "utf8");
