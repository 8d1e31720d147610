import type { EntityMetadata, EntityProperty } from "@mikro-orm/core";
import { createTestDatabase, sqlAnswer } from "@tokenledger/services/testing";
import { dimensionTypes, lineKinds, memberRoles, outcomes } from "@tokenledger/usage";
import { periodTypes, platforms, qualities } from "@tokenledger/usage";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { createLedger } from "./ledger.ts";
import { migrate, migrationStatus } from "./migrate.ts";
import { usageLabels } from "./entities/usage-rollup.ts";
import { ledgerMigrations } from "./migrations/ledger-migrations.ts";
import { openDatabase } from "./open-database.ts";
import { sqlFile } from "./sql-file.ts";
import { autocommit } from "./statement-runner.ts";

const READ_COLUMNS = {
  text: sqlFile(new URL("./testing/sql/read-columns.sql", import.meta.url)),
  row: z.object({
    table_name: z.string(),
    column_name: z.string(),
    type: z.string(),
    nullable: z.boolean(),
  }),
};

const READ_ENUMS = {
  text: sqlFile(new URL("./testing/sql/read-enums.sql", import.meta.url)),
  row: z.object({ name: z.string(), labels: z.array(z.string()) }),
};

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let orm: Awaited<ReturnType<typeof openDatabase>>;
beforeAll(async () => {
  database = await createTestDatabase();
  await migrate(database.ownerUrl);
  orm = await openDatabase({ url: database.ownerUrl });
});
afterAll(async () => {
  await orm.close();
  await database.close();
});

const spelling = new Map([
  ["int", "integer"],
  ["timestamptz", "timestamp with time zone"],
]);

const describe = (property: EntityProperty, table: string): readonly string[] =>
  property.fieldNames.map((column, index) => {
    const type = property.columnTypes[index] ?? "";
    const nullable = property.nullable === true ? "null" : "not null";
    return `${table}.${column} ${spelling.get(type) ?? type} ${nullable}`;
  });

const describeAll = (metadata: readonly EntityMetadata[]): readonly string[] =>
  metadata.flatMap((meta) =>
    meta.props
      .filter(({ persist }) => persist !== false)
      .flatMap((property) => describe(property, meta.tableName)),
  );

test("entities and tables agree on every column, its type and whether it may be null", async () => {
  const rows = await autocommit(orm).rows(READ_COLUMNS, []);
  const actual = rows.map(
    ({ table_name, column_name, type, nullable }) =>
      `${table_name}.${column_name} ${type} ${nullable ? "null" : "not null"}`,
  );
  expect(actual.length).toBeGreaterThan(120);
  expect(describeAll([...orm.getMetadata().getAll().values()]).toSorted()).toEqual(
    actual.toSorted(),
  );
});

test("the labels of PostgreSQL's enums are the words of the contracts", async () => {
  const rows = await autocommit(orm).rows(READ_ENUMS, []);
  expect(Object.fromEntries(rows.map(({ name, labels }) => [name, labels]))).toEqual({
    line_kind: lineKinds,
    member_role: memberRoles,
    usage_dimension: dimensionTypes,
    usage_label: usageLabels,
    usage_outcome: outcomes,
    usage_period: periodTypes,
    usage_platform: platforms,
    usage_quality: qualities,
  });
});

test("migrating twice, and from several processes at once, does it once", async () => {
  const names = ledgerMigrations.map(({ name }) => name);
  const fresh = await createTestDatabase();
  try {
    expect(await migrationStatus(fresh.ownerUrl)).toEqual({
      executed: [],
      pending: names,
    });
    const ran = await Promise.all([
      migrate(fresh.ownerUrl),
      migrate(fresh.ownerUrl),
      migrate(fresh.ownerUrl),
    ]);
    expect(ran.flat()).toEqual(names);
    expect(await migrate(fresh.ownerUrl)).toEqual([]);
    expect(await migrationStatus(fresh.ownerUrl)).toEqual({
      executed: names,
      pending: [],
    });
  } finally {
    await fresh.close();
  }
});

test("what a newer version only added is lived with; anything else is refused, in words that say what to do", async () => {
  const fresh = await createTestDatabase();
  const note = async (name: string): Promise<string> =>
    sqlAnswer(fresh.ownerUrl, `INSERT INTO ledger_migration (name) VALUES ('${name}')`);
  const ledger = await createLedger({ url: fresh.urlAs("tokenledger_server"), poolMax: 1 });
  try {
    expect(await ledger.assertSchemaFits()).toEqual([]);
    await migrate(fresh.ownerUrl);
    expect(await ledger.assertSchemaFits()).toEqual([]);
    expect(await note("9998-a-column-expand")).toBe("done");
    expect(await ledger.assertSchemaFits()).toEqual(["9998-a-column-expand"]);
    await expect(migrate(fresh.ownerUrl)).rejects.toThrow("Migrate with that version");
    expect(await note("9999-without-the-old-column")).toBe("done");
    const refusal = ledger.assertSchemaFits();
    await expect(refusal).rejects.toMatchObject({ code: "SCHEMA_NEWER", retryable: false });
    await expect(refusal).rejects.toThrow("9999-without-the-old-column");
  } finally {
    await ledger.close();
    await fresh.close();
  }
});
