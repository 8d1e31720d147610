export {
  startOwnPostgres,
  startOwnRedis,
  startOwnRedisCluster,
  type OwnPostgres,
  type OwnRedis,
} from "./own-services.ts";
export { createTestDatabase, makeTemplateOnce, type TestDatabase } from "./test-database.ts";
export type { Provided } from "./provided.ts";
export { redisAnswer, sqlAnswer } from "./refusals.ts";
export { loseAll, putBack, takeBaseBackup } from "./base-backup.ts";
export { createTestRedis, type TestRedis } from "./test-redis.ts";
