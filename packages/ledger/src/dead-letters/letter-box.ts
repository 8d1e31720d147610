import type { MikroORM } from "@mikro-orm/postgresql";
import type { LetterBox } from "@tokenledger/usage";
import { putDeadLetters } from "../commit/dead-letter-rows.ts";
import { autocommit } from "../statement-runner.ts";

/** Where whoever reads records puts those it cannot get past. */
export const createLetterBox = (orm: MikroORM): LetterBox => ({
  put: async (record, reason, detail) =>
    putDeadLetters(autocommit(orm), [{ record, reason, detail }]),
});
