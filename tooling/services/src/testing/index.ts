export {
  startOwnPostgres,
  startOwnRedis,
  startOwnRedisCluster,
  type OwnService,
} from "./own-services.ts";
export { createTestDatabase, type TestStore } from "./test-database.ts";
export type { Provided } from "./provided.ts";
export { redisAnswer, sqlAnswer } from "./refusals.ts";
export { asLedgerRole, asTestRole, makeTestRoles, makeTestUsers } from "./test-roles.ts";
export { loseAll, putBack, takeBaseBackup } from "./base-backup.ts";
export { createTestRedis } from "./test-redis.ts";
