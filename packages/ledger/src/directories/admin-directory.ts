import type { MikroORM } from "@mikro-orm/postgresql";
import type { AdminDirectory } from "@tokenledger/usage";
import { createAccessKeyDirectory } from "./access-key-directory.ts";
import { createUserDirectory } from "./user-directory.ts";

/** People's side of keys and users. */
export const createAdminDirectory = (orm: MikroORM): AdminDirectory => ({
  ...createAccessKeyDirectory(orm),
  ...createUserDirectory(orm),
});
