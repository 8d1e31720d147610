import type { AccessScope, CollectedRecord } from "@tokenledger/usage";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import {
  HISTORY_END_MS,
  HISTORY_START_MS,
  historyArbitrary,
} from "../testing/history-arbitrary.ts";
import { referenceSums } from "../testing/reference-sums.ts";
import { emptyUsage } from "../testing/stored-usage.ts";
import { useLedger } from "../testing/use-ledger.ts";

const RUNS = 15;
const PAGE_SIZE = 100;
const store = useLedger();

const range = { startDate: new Date(HISTORY_START_MS), endDate: new Date(HISTORY_END_MS) };
const lists = fc.option(fc.subarray(["anna", "bo", "nobody"]), { nil: undefined });
const scopes = fc.subarray(["anna", "bo"]);

const isVisible = (record: CollectedRecord, users: readonly string[]): boolean =>
  record.user !== null && users.includes(record.user);

test("nothing outside of the scope is in any answer, whatever the filter asks for", async () => {
  await fc.assert(
    fc.asyncProperty(historyArbitrary(12), scopes, lists, async (records, scoped, users) => {
      await emptyUsage(store.ownerOrm);
      await store.ledger.usage.commit(records);
      const scope: AccessScope = { kind: "user", users: scoped };
      const filter = { ...range, users };
      const visible = records.filter((record) => isVisible(record, scoped));
      const { queries } = store.ledger;
      const [whole] = referenceSums(visible, "none", null, filter);
      const overview = await queries.overview(scope, filter);
      expect(overview.requests).toBe(whole?.requests ?? 0n);
      expect(overview.costPicoUsd).toBe(whole?.costPicoUsd ?? 0n);
      const page = await queries.details(scope, { ...filter, pageSize: PAGE_SIZE });
      expect(page.rows.every(({ user }) => user !== null && scoped.includes(user))).toBe(true);
      expect(BigInt(page.rows.length)).toBe(whole?.requests ?? 0n);
      const figure = await store.ledger.costs.explainFigure(scope, filter);
      expect(figure.costPicoUsd).toBe(whole?.costPicoUsd ?? 0n);
    }),
    { numRuns: RUNS },
  );
});

test("a record outside of the scope is not there, even for who knows its id", async () => {
  await fc.assert(
    fc.asyncProperty(historyArbitrary(4), scopes, async (records, users) => {
      await emptyUsage(store.ownerOrm);
      await store.ledger.usage.commit(records);
      for (const record of records) {
        const { accessKeyId, eventId } = record;
        const found = await store.ledger.costs
          .explainRecord({ kind: "user", users }, accessKeyId, eventId)
          .then(() => true)
          .catch(() => false);
        expect(found).toBe(isVisible(record, users));
      }
    }),
    { numRuns: RUNS },
  );
});
