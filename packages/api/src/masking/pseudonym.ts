import { createHmac } from "node:crypto";

const DIGITS = 12;

/**
 * What stands for the name of a user: the same for the same name, always, so that charts still group and entries still compare. Under a
 * pepper outside the database: a list of likely names cannot be tried against a stolen dump.
 */
export const pseudonymOf = (pepper: string, name: string): string =>
  `~${createHmac("sha256", pepper).update(`user\0${name}`).digest("hex").slice(0, DIGITS)}`;
