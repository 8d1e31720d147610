import { sqlFile } from "../sql-file.ts";

/** Fills `usage_rollup`, which must be empty, with what the breakdown says. For fillers that write the tables past the commit. */
export const FILL_ROLLUPS = sqlFile(new URL("./sql/fill-rollups.sql", import.meta.url));
