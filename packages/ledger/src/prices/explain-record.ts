import {
  InvalidInputError,
  isEventId,
  priceRecord,
  usersWithin,
  type AccessScope,
  type RecordExplanation,
} from "@tokenledger/usage";
import { isRowId } from "../row-id.ts";
import type { StatementRunner } from "../statement-runner.ts";
import type { PriceBooks } from "./price-books.ts";
import { priceable, readRecords, type RecordIdentity, type StoredRecord } from "./stored-record.ts";

const isWithin = (scope: AccessScope, { userName }: StoredRecord): boolean => {
  const users = usersWithin(scope);
  return users === null || (userName !== null && users.includes(userName));
};

/** Explains a record's cost, each line with the edition that priced it. @throws InvalidInputError NOT_FOUND. @throws UnavailableError */
export const explainRecord = async (
  runner: StatementRunner,
  books: PriceBooks,
  scope: AccessScope,
  identity: RecordIdentity,
): Promise<RecordExplanation> => {
  const isIdentity = isRowId(identity.accessKeyId) && isEventId(identity.eventId);
  const [record] = isIdentity ? await readRecords(runner, [identity]) : [];
  if (record === undefined || !isWithin(scope, record))
    throw new InvalidInputError("NOT_FOUND", "There is no such record.");
  const inForce = await books.hold(runner);
  const lines = [];
  for (const [index, line] of record.lines.entries()) {
    const version = line.priceVersion ?? inForce.version;
    const price = priceRecord(priceable(record), await books.at(runner, version)).lines[index];
    if (price === undefined) continue;
    lines.push({
      ...price,
      lineNumber: line.lineNumber,
      recordedModel: line.usage.model,
      storedPicoUsd: line.costPicoUsd,
      priceVersion: line.priceVersion,
    });
  }
  return {
    accessKeyId: record.accessKeyId,
    eventId: record.eventId,
    occurTimeMs: record.occurTimeMs,
    costPicoUsd: record.lines.reduce((sum, line) => sum + (line.costPicoUsd ?? 0n), 0n),
    unpricedLineCount: record.lines.filter((line) => line.costPicoUsd === null).length,
    lines,
  };
};
