import { Redis } from "ioredis";
import {
  asUser,
  createPostgresRoles,
  postgresRoles,
  redisUserRules,
  type PostgresRole,
  type RedisUser,
} from "../least-privilege.ts";

/** Of every role and user of a test's stores. */
const PASSWORD = "test";
const CLUSTER = "redis-cluster://";

/** Makes the roles of least privilege on a PostgreSQL of tests, once a server. */
export const makeTestRoles = async (adminUrl: string): Promise<void> =>
  createPostgresRoles(adminUrl, Object.fromEntries(postgresRoles.map((role) => [role, PASSWORD])));

/** The users of least privilege, each with the password of tests: the arguments of one ACL SETUSER a user. */
const testUserRules = redisUserRules({
  server: PASSWORD,
  flusher: PASSWORD,
  scheduler: PASSWORD,
  operator: PASSWORD,
});

/** The same as lines of a redis.conf: for a Redis that is started again and again. */
export const testUserLines = testUserRules.map((rule) => ["user", ...rule].join(" "));

/** Makes the users of least privilege on a Redis of tests. They are gone when it ends. */
export const makeTestUsers = async (adminUrl: string): Promise<void> => {
  const redis = new Redis(adminUrl);
  try {
    for (const [name = "", ...rest] of testUserRules) {
      await redis.call("ACL", "SETUSER", name, ...rest);
    }
  } finally {
    redis.disconnect();
  }
};

/** A store of a test as one of the product's roles or users sees it. */
export const asTestRole = (url: string, name: PostgresRole | RedisUser): string =>
  // A list of addresses is none that URL reads.
  url.startsWith(CLUSTER)
    ? url.replace(CLUSTER, `${CLUSTER}${name}:${PASSWORD}@`)
    : asUser(url, name, PASSWORD);
