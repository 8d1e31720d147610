import { randomBytes } from "node:crypto";
import type { MikroORM } from "@mikro-orm/postgresql";
import { InvalidInputError, type PseudonymisedPlace, type UserErasure } from "@tokenledger/usage";
import { z } from "zod";
import { User } from "../entities/user.ts";
import { isRowId } from "../row-id.ts";
import { sqlFile } from "../sql-file.ts";
import { inTransaction } from "../statement-runner.ts";
import { asDirectoryCall, found } from "./directory-call.ts";

const PSEUDONYM_BYTES = 12;

const PSEUDONYMISE_USER = {
  text: sqlFile(new URL("./sql/pseudonymise-user.sql", import.meta.url)),
  row: z
    .object({ place: z.string(), row_count: z.string() })
    .transform(({ place, row_count: rowCount }): PseudonymisedPlace => ({ place, rowCount })),
};

/** The end of users' names. What stands in their place is random: nothing leads back, neither a pepper nor a list of likely names. */
export const createUserErasure = (orm: MikroORM): UserErasure => ({
  pseudonymise: async (id, { isRehearsal, now }) =>
    asDirectoryCall(async () => {
      const user = found(isRowId(id) ? await orm.em.fork().findOne(User, { id }) : null, "user");
      if (user.pseudonymisedAt instanceof Date) {
        throw new InvalidInputError("ALREADY_PSEUDONYMISED", "The name is a pseudonym already.");
      }
      const pseudonym = `erased-${randomBytes(PSEUDONYM_BYTES).toString("hex")}`;
      const parameters = [id, pseudonym, isRehearsal, now.getTime()];
      const places = await inTransaction(orm, async (runner) =>
        runner.rows(PSEUDONYMISE_USER, parameters),
      );
      return { pseudonym: isRehearsal ? null : pseudonym, places };
    }),
});
