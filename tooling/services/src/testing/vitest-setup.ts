import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { startPostgres } from "../postgres-service.ts";
import { startRedis } from "../redis-service.ts";
import { makeTestRoles, makeTestUsers } from "./test-roles.ts";

/**
 * Starts the PostgreSQL and the Redis that all test files of a run share, over throw-away folders and free ports,
 * so that a run never meets `npm start` or another run. Both know the roles and users of least privilege, under which the tests then run the product.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), "tokenledger-test-"));
  const [postgres, redis] = await Promise.all([
    startPostgres({
      dataDir: join(folder, "postgres"),
      password: "test",
      settings: ["max_connections=200", "shared_buffers=256MB", "max_wal_size=4GB", "jit=off"],
    }),
    startRedis({ dataDir: join(folder, "redis"), settings: ["databases 256"] }),
  ]);
  await Promise.all([makeTestRoles(postgres.urlOf("postgres")), makeTestUsers(redis.url)]);
  project.provide("postgresUrl", postgres.urlOf("postgres"));
  project.provide("redisUrl", redis.url);
  return async () => {
    await Promise.all([postgres.stop("immediate"), redis.stop("SIGKILL")]);
    rmSync(folder, { recursive: true, force: true });
  };
}
