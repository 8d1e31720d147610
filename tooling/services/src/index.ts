export { createDatabaseIfMissing } from "./create-database.ts";
export { freePort } from "./free-port.ts";
export {
  asUser,
  createPostgresRoles,
  postgresRoles,
  redisUserLines,
  redisUserRules,
  redisUsers,
  type PostgresRole,
  type RedisUser,
} from "./least-privilege.ts";
export {
  findPostgres,
  startPostgres,
  type PostgresOptions,
  type PostgresService,
} from "./postgres-service.ts";
export {
  startRedisCluster,
  type ClusterNode,
  type RedisCluster,
  type RedisClusterOptions,
} from "./redis-cluster.ts";
export { processAlive, processGone } from "./process-alive.ts";
export {
  findRedisServer,
  findRedisUrl,
  startRedis,
  type RedisOptions,
  type RedisService,
} from "./redis-service.ts";
