import { outcomes, wholeUsage, type AccessScope } from "@tokenledger/usage";
import type {
  ExportFilter,
  ExportLine,
  ExportPosition,
  ExportSnapshot,
} from "@tokenledger/usage/exports";
import * as fc from "fast-check";
import { expect, test, vi } from "vitest";
import { HISTORY_START_MS, historyArbitrary } from "../testing/history-arbitrary.ts";
import { emptyUsage } from "../testing/stored-usage.ts";
import { useLedger } from "../testing/use-ledger.ts";

const RUNS = 15;
const HOUR_MS = 3_600_000;

vi.setConfig({ testTimeout: 120_000 });

const store = useLedger();

const listArbitrary = (...values: readonly string[]): fc.Arbitrary<string[] | undefined> =>
  fc.option(fc.subarray([...values, "nobody"]), { nil: undefined });

const hourArbitrary = fc.nat(4).map((hours) => new Date(HISTORY_START_MS + hours * HOUR_MS));

const scopeArbitrary: fc.Arbitrary<AccessScope> = fc.oneof(
  { weight: 3, arbitrary: fc.constant(wholeUsage) },
  fc.subarray(["anna", "bo"]).map((users) => ({ kind: "user" as const, users })),
);

const filterArbitrary: fc.Arbitrary<ExportFilter> = fc.record({
  startDate: hourArbitrary,
  endDate: hourArbitrary,
  accessKeyIds: listArbitrary("1", "2", "3"),
  users: listArbitrary("anna", "bo"),
  models: fc.oneof(
    { weight: 2, arbitrary: fc.constant(undefined) },
    listArbitrary("claude-fable-5-2", "claude-opus-5-5", "claude-haiku-5-5"),
  ),
  features: fc.oneof(
    { weight: 2, arbitrary: fc.constant(undefined) },
    listArbitrary("chat", "search"),
  ),
});

const readAll = async (
  snapshot: ExportSnapshot,
  filter: ExportFilter,
  recordCountMax: number,
): Promise<readonly ExportLine[]> => {
  const lines: ExportLine[] = [];
  let position: ExportPosition | null = null;
  do {
    const page: Awaited<ReturnType<ExportSnapshot["page"]>> = await snapshot.page(
      filter,
      position,
      recordCountMax,
    );
    lines.push(...page.lines);
    ({ position } = page);
  } while (position !== null);
  return lines;
};

const sum = (lines: readonly ExportLine[], of: (line: ExportLine) => number): bigint =>
  BigInt(lines.reduce((total, line) => total + of(line), 0));

const totalsOf = (lines: readonly ExportLine[]) => ({
  requests: sum(lines, ({ requests }) => requests),
  inputTokens: sum(lines, ({ inputTokens }) => inputTokens),
  cacheCreationInputTokens: sum(
    lines,
    (line) => line.cacheWrite5mTokens + line.cacheWrite1hTokens + line.cacheWriteUnsplitTokens,
  ),
  cacheReadInputTokens: sum(lines, ({ cacheReadInputTokens }) => cacheReadInputTokens),
  outputTokens: sum(lines, ({ outputTokens }) => outputTokens),
  costPicoUsd: lines.reduce((total, { costPicoUsd }) => total + (costPicoUsd ?? 0n), 0n),
  unpricedRequests: sum(lines, ({ unpricedRequests }) => unpricedRequests),
});

test("the lines of an export, in pages of any size, sum to the overview of the same filter and scope", async () => {
  await fc.assert(
    fc.asyncProperty(
      historyArbitrary(15),
      filterArbitrary,
      scopeArbitrary,
      fc.integer({ min: 1, max: 6 }),
      async (records, filter, scope, recordCountMax) => {
        await emptyUsage(store.ownerOrm);
        await store.ledger.usage.commit(records);
        const { lines, totals } = await store.ledger.exportSource.withSnapshot(
          scope,
          async (snapshot) => ({
            lines: await readAll(snapshot, filter, recordCountMax),
            totals: await snapshot.totals(filter, null),
          }),
        );
        const { rows, ...sums } = totals;
        const overview = await store.ledger.queries.overview(scope, filter);
        expect(BigInt(lines.length)).toBe(rows);
        expect(sums).toEqual(totalsOf(lines));
        expect(overview).toMatchObject(sums);
        const keys = lines.map(({ eventId, accessKeyId, line }) => [eventId, accessKeyId, line]);
        expect(new Set(keys.map(String)).size).toBe(keys.length);
      },
    ),
    { numRuns: RUNS },
  );
});

test("a sum up to a position is that of the pages before it, whatever else is asked for", async () => {
  await fc.assert(
    fc.asyncProperty(
      historyArbitrary(10),
      fc.subarray([...outcomes], { minLength: 1 }),
      fc.integer({ min: 1, max: 4 }),
      async (records, wanted, recordCountMax) => {
        await emptyUsage(store.ownerOrm);
        await store.ledger.usage.commit(records);
        const filter = {
          startDate: new Date(0),
          endDate: new Date(HISTORY_START_MS + 5 * HOUR_MS),
          outcomes: wanted,
        };
        await store.ledger.exportSource.withSnapshot(wholeUsage, async (snapshot) => {
          const { lines, position } = await snapshot.page(filter, null, recordCountMax);
          const { rows, ...sums } = await snapshot.totals(filter, position);
          expect(rows).toBe(BigInt(lines.length));
          expect(sums).toEqual(totalsOf(lines));
          expect(lines.every(({ outcome }) => wanted.includes(outcome))).toBe(true);
        });
      },
    ),
    { numRuns: RUNS },
  );
});

test("what is committed while an export reads is not in it", async () => {
  await emptyUsage(store.ownerOrm);
  const [history = []] = fc.sample(historyArbitrary(30), { numRuns: 1, seed: 7 });
  const [first, ...others] = history;
  if (first === undefined) throw new Error("A history has a record");
  await store.ledger.usage.commit([first]);
  const filter = { startDate: new Date(0), endDate: new Date(HISTORY_START_MS + 5 * HOUR_MS) };
  await store.ledger.exportSource.withSnapshot(wholeUsage, async (snapshot) => {
    const before = await snapshot.totals(filter, null);
    await store.ledger.usage.commit(others);
    expect(await snapshot.totals(filter, null)).toEqual(before);
    expect(BigInt((await readAll(snapshot, filter, 10)).length)).toBe(before.rows);
  });
});
