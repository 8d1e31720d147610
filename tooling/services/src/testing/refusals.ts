import { Redis } from "ioredis";
import { Client } from "pg";

/** What PostgreSQL says to a statement: the SQLSTATE of its refusal, or "done". */
export const sqlAnswer = async (url: string, sql: string): Promise<string> => {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
    return "done";
  } catch (error) {
    return error instanceof Error && "code" in error ? String(error.code) : String(error);
  } finally {
    await client.end();
  }
};

/** What Redis says to a command: the code of its refusal, or "done". */
export const redisAnswer = async (
  url: string,
  [name = "", ...args]: readonly string[],
): Promise<string> => {
  const redis = new Redis(url);
  try {
    await redis.call(name, ...args);
    return "done";
  } catch (error) {
    return String(/^[A-Z]+/.exec(error instanceof Error ? error.message : "")?.[0]);
  } finally {
    redis.disconnect();
  }
};
