import { MikroORM, type EntityManager } from "@mikro-orm/postgresql";
import { Redis } from "ioredis";
import { z } from "zod";
import { sqlFile } from "../fill/sql-file.ts";
import { USER_COUNT } from "../load/record-text.ts";
import { AccessKey, AccessKeyUsage, LedgerUser, UserUsage, entities } from "./entities.ts";
import { GROUP, STREAM, StoredRecord } from "./record-input.ts";

/**
 * The consumer as a team would write it: a thousand entries at a time, `insertMany` into both tables, the statistics added in the same transaction,
 * then XACK and XDEL. It is kinder than most: statistics are summed in one statement. A record sent twice would stop it.
 * Started with the address of its database, of Redis, and the number of access keys.
 */
const ENTRIES_MAX = 1_000;
const ADD_STATISTICS = sqlFile(new URL("./sql/add-statistics.sql", import.meta.url));

const [databaseUrl, redisUrl, keyCount] = z
  .tuple([z.string(), z.string(), z.coerce.number()])
  .parse(process.argv.slice(2));
const redis = new Redis(redisUrl);
const orm = await MikroORM.init({ clientUrl: databaseUrl, entities });

const Entries = z.array(z.tuple([z.string(), z.tuple([z.literal("d"), z.string()])]));
const Reply = z.array(z.tuple([z.string(), Entries])).nullable();

const usageRow = ({ eventId, model, feature, requestId, usage }: StoredRecord) => ({
  occurTime: new Date(Number.parseInt(eventId.replace("-", "").slice(0, 12), 16)),
  model: model ?? "",
  feature: feature ?? "",
  inputTokens: usage.input_tokens,
  cacheCreationInputTokens: usage.cache_creation_input_tokens,
  cacheReadInputTokens: usage.cache_read_input_tokens,
  outputTokens: usage.output_tokens,
  requestId: requestId ?? "",
});

const cellRows = (record: StoredRecord): readonly object[] => {
  const { occurTime, ...row } = usageRow(record);
  const sums = {
    occur_time: occurTime.toISOString(),
    input: row.inputTokens,
    write: row.cacheCreationInputTokens,
    read: row.cacheReadInputTokens,
    output: row.outputTokens,
  };
  return [
    { dimension_type: "access_key", dimension_id: String(record.accessKeyId), ...sums },
    { dimension_type: "user", dimension_id: record.user ?? "", ...sums },
  ];
};

const commit = async (em: EntityManager, records: readonly StoredRecord[]): Promise<void> => {
  await em.transactional(async (tx) => {
    await tx.insertMany(
      AccessKeyUsage,
      records.map((record) => ({ ...usageRow(record), accessKey: String(record.accessKeyId) })),
    );
    await tx.insertMany(
      UserUsage,
      records.map((record) => ({ ...usageRow(record), user: record.user ?? "" })),
    );
    await tx.execute(ADD_STATISTICS, [JSON.stringify(records.flatMap(cellRows))]);
  });
};

const prepare = async (): Promise<void> => {
  await orm.schema.update();
  const em = orm.em.fork();
  const keys = Array.from({ length: keyCount }, (_, index) => index + 1);
  await em.upsertMany(
    AccessKey,
    keys.map((id) => ({ id: String(id), name: `service ${id}` })),
  );
  const users = Array.from({ length: USER_COUNT }, (_, index) => ({ id: `user_${index + 1}` }));
  await em.upsertMany(LedgerUser, users);
  await redis.xgroup("CREATE", STREAM, GROUP, "0", "MKSTREAM").catch(() => undefined);
};

const consume = async (): Promise<never> => {
  for (;;) {
    const block = ["COUNT", ENTRIES_MAX, "BLOCK", 1_000, "STREAMS", STREAM, ">"];
    const reply = await redis.call("xreadgroup", "GROUP", GROUP, "only", ...block);
    const entries = Reply.parse(reply)?.[0]?.[1] ?? [];
    if (entries.length === 0) continue;
    const ids = entries.map(([id]) => id);
    const records = entries.map(([, [, text]]) => StoredRecord.parse(JSON.parse(text)));
    await commit(orm.em.fork(), records);
    await redis
      .pipeline()
      .xack(STREAM, GROUP, ...ids)
      .xdel(STREAM, ...ids)
      .exec();
  }
};

// Whoever started it is gone.
process.on("disconnect", () => process.exit(0));
await prepare();
process.send?.("ready");
await consume();
