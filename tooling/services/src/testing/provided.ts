/** What the run's set-up hands to every test file. */
declare module "vitest" {
  export interface ProvidedContext {
    /** Superuser, database `postgres`. */
    readonly postgresUrl: string;
    readonly redisUrl: string;
    /** Whether ledgers are opened under the roles of least privilege. */
    readonly isUnderRoles: boolean;
  }
}

export type Provided = "postgresUrl" | "redisUrl";
