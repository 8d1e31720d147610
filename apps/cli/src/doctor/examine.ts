import { inspectRedis } from "@tokenledger/buffer";
import { inspectDatabase } from "@tokenledger/ledger";
import { readRoleSettings } from "../settings/role-settings.ts";
import type { Surroundings } from "../settings/surroundings.ts";
import { checkFolder, FREE_BYTES_MIN } from "./check-folder.ts";
import { checkNode } from "./check-node.ts";
import { checkPostgres, postgresAway } from "./check-postgres.ts";
import { checkRedis, redisAway } from "./check-redis.ts";
import { checkSecrets } from "./check-secrets.ts";
import { checkSettings } from "./check-settings.ts";
import { about, type Finding } from "./finding.ts";

/** What an examination depends on beside the system itself. */
export interface Examiner {
  readonly nodeVersion: string;
  /** Epoch milliseconds of this machine. */
  readonly clock: () => number;
  readonly freeBytesMin: number;
  readonly readSettings: typeof readRoleSettings;
}

const examiner: Examiner = {
  nodeVersion: process.versions.node,
  clock: Date.now,
  freeBytesMin: FREE_BYTES_MIN,
  readSettings: readRoleSettings,
};

const notNamed = (subject: string, setting: string, example: string): Finding =>
  about(subject).fails(
    `${setting} is not set, and none runs over this machine's data folder`,
    `\`npm start\` brings one, once a \`start\` that still runs is stopped; or set ${setting}=${example}`,
  );

const examinePostgres = async (
  url: string | undefined,
  clock: () => number,
): Promise<readonly Finding[]> => {
  if (url === undefined) {
    return [
      notNamed("PostgreSQL", "DATABASE_URL", "postgresql://user:password@host:5432/tokenledger"),
    ];
  }
  try {
    return checkPostgres(await inspectDatabase(url, clock));
  } catch (error) {
    return [postgresAway(url, error)];
  }
};

const examineRedis = async (
  url: string | undefined,
  clock: () => number,
): Promise<readonly Finding[]> => {
  if (url === undefined) {
    return [notNamed("Redis", "REDIS_URL", "redis://:password@host:6379")];
  }
  try {
    return checkRedis(await inspectRedis(url, clock));
  } catch (error) {
    return [redisAway(url, error)];
  }
};

/** Looks at everything the system stands on, and changes nothing. Never throws: what cannot be looked at is a finding. */
export const examine = async (
  { env, dataDir, databaseUrl, redisUrl, pepper }: Surroundings,
  { nodeVersion, clock, freeBytesMin, readSettings }: Examiner = examiner,
): Promise<readonly Finding[]> => {
  const [settings, postgres, redis, folder] = await Promise.all([
    readSettings(env),
    examinePostgres(databaseUrl, clock),
    examineRedis(redisUrl, clock),
    checkFolder(dataDir, freeBytesMin),
  ]);
  return [
    checkNode(nodeVersion),
    ...checkSettings(settings),
    ...postgres,
    ...redis,
    ...checkSecrets({
      ...env,
      TOKENLEDGER_KEY_PEPPER: pepper,
      DATABASE_URL: databaseUrl,
      REDIS_URL: redisUrl,
    }),
    ...folder,
  ];
};
