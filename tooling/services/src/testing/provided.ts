/** What the run's set-up hands to every test file. */
declare module "vitest" {
  export interface ProvidedContext {
    /** Superuser, database `postgres`. */
    readonly postgresUrl: string;
    readonly redisUrl: string;
  }
}

export type Provided = "postgresUrl" | "redisUrl";
