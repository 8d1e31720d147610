import { periodOf, priceRecord, type PriceBook } from "@tokenledger/usage";
import { priceable, type StoredCost, type StoredLine, type StoredRecord } from "./stored-record.ts";

/** A line whose stored cost shall be another. */
export interface LineChange {
  readonly record: StoredRecord;
  readonly line: StoredLine;
  readonly after: StoredCost;
}

/** What a breakdown cell must be changed by. */
export interface CellDelta {
  readonly dimensionType: "access_key" | "user";
  readonly dimensionId: string;
  /** Start of the UTC hour, epoch milliseconds. */
  readonly hourMs: number;
  /** Empty text is "none", as in the table. */
  readonly model: string;
  readonly feature: string;
  readonly costPicoUsd: bigint;
  readonly unpricedRequests: number;
}

/** Lines that cost something else with this book than what is stored. */
export const repricedLines = (
  records: readonly StoredRecord[],
  book: PriceBook,
): readonly LineChange[] =>
  records.flatMap((record) => {
    const price = priceRecord(priceable(record), book);
    return record.lines.flatMap((line, index) => {
      const costPicoUsd = price.lines[index]?.costPicoUsd ?? null;
      return costPicoUsd === line.costPicoUsd
        ? []
        : [{ record, line, after: { costPicoUsd, priceVersion: book.version } }];
    });
  });

/** Unpriced lines that have a price by now. Priced lines stay as they are. */
export const newlyPricedLines = (
  records: readonly StoredRecord[],
  book: PriceBook,
): readonly LineChange[] =>
  repricedLines(records, book).filter(({ line }) => line.costPicoUsd === null);

const isUnpriced = ({ costPicoUsd }: StoredCost): boolean => costPicoUsd === null;

/** How many more records are unpriced after the changes of one record: -1, 0 or 1. */
export const unpricedDelta = (changes: readonly LineChange[]): number => {
  const [first] = changes;
  if (first === undefined) return 0;
  const after = new Map(changes.map(({ line, after: cost }) => [line.lineNumber, cost]));
  const before = first.record.lines.some(isUnpriced);
  const then = first.record.lines.some((line) => isUnpriced(after.get(line.lineNumber) ?? line));
  return Number(then) - Number(before);
};

/** The changes of each record together. */
export const changesByRecord = (
  changes: readonly LineChange[],
): readonly (readonly LineChange[])[] => {
  const groups = new Map<StoredRecord, LineChange[]>();
  for (const change of changes) {
    const group = groups.get(change.record);
    if (group === undefined) groups.set(change.record, [change]);
    else group.push(change);
  }
  return [...groups.values()];
};

/** What changes cost more; negative: less. Unpriced adds nothing. */
export const costDelta = ({ line, after }: LineChange): bigint =>
  (after.costPicoUsd ?? 0n) - (line.costPicoUsd ?? 0n);

const dimensionsOf = (
  record: StoredRecord,
): readonly Pick<CellDelta, "dimensionType" | "dimensionId">[] => [
  { dimensionType: "access_key", dimensionId: record.accessKeyId },
  ...(record.userId === null
    ? []
    : [{ dimensionType: "user" as const, dimensionId: record.userId }]),
];

const recordDeltas = (changes: readonly LineChange[]): readonly CellDelta[] => {
  const [change] = changes;
  if (change === undefined) return [];
  const { record } = change;
  const place = {
    hourMs: periodOf("hour", record.occurTimeMs).startMs,
    feature: record.feature ?? "",
  };
  const costs = changes.map((each) => ({
    ...place,
    model: each.line.usage.model ?? "",
    costPicoUsd: costDelta(each),
    unpricedRequests: 0,
  }));
  // A record is one request, in the cell of its line 0, whichever of its lines is unpriced.
  const unpricedRequests = unpricedDelta(changes);
  const request = {
    ...place,
    model: record.lines[0].usage.model ?? "",
    costPicoUsd: 0n,
    unpricedRequests,
  };
  const deltas = unpricedRequests === 0 ? costs : [...costs, request];
  return dimensionsOf(record).flatMap((dimension) =>
    deltas.map((delta) => Object.assign({}, dimension, delta)),
  );
};

/** What the cells of changed lines must be changed by, summed: one element a cell. */
export const cellDeltas = (changes: readonly LineChange[]): readonly CellDelta[] => {
  const cells = new Map<string, CellDelta>();
  for (const delta of changesByRecord(changes).flatMap(recordDeltas)) {
    const { dimensionType, dimensionId, hourMs, model, feature } = delta;
    const key = JSON.stringify([dimensionType, dimensionId, hourMs, model, feature]);
    const known = cells.get(key);
    cells.set(key, {
      ...delta,
      costPicoUsd: delta.costPicoUsd + (known?.costPicoUsd ?? 0n),
      unpricedRequests: delta.unpricedRequests + (known?.unpricedRequests ?? 0),
    });
  }
  return [...cells.values()];
};
