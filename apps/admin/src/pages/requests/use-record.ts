import { useQuery } from "@tanstack/react-query";
import type { DetailRow } from "@tokenledger/usage";
import type { QueryState } from "../../data/query-state.ts";
import { useTrpc } from "../../data/trpc.ts";
import { parseRecordAddress, recordAddress, recordSpan } from "../../view/record-address.ts";

/** Most records of one key in one millisecond that are looked through. */
const COUNT_MAX = 500;
/** Stands in for the address of nothing; that question is never sent. */
const NOWHERE = { accessKeyId: "1", eventId: "00000000-0000-7000-8000-000000000000" };

const findRecord = (rows: readonly DetailRow[], address: string): DetailRow | undefined =>
  rows.find((row) => recordAddress(row) === address);

/**
 * The record an address names: from the list where it is there, else asked for by the millisecond inside its id, so that a link to a
 * record works whatever the period. Null when the ledger has no such record.
 */
export const useRecord = (
  address: string,
  rows: readonly DetailRow[],
): QueryState<DetailRow | null> => {
  const trpc = useTrpc();
  const listed = findRecord(rows, address);
  const parsed = parseRecordAddress(address);
  const { accessKeyId } = parsed ?? NOWHERE;
  const { startMs, endMs } = recordSpan(parsed ?? NOWHERE);
  const isAsked = listed === undefined && parsed !== null;
  const query = useQuery({
    ...trpc.usage.details.queryOptions({
      startDate: new Date(startMs),
      endDate: new Date(endMs),
      accessKeyIds: [accessKeyId],
      pageSize: COUNT_MAX,
    }),
    enabled: isAsked,
  });
  const { data, error, refetch } = query;
  if (!isAsked) {
    return { data: listed ?? null, error: null, isPlaceholderData: false, refetch };
  }
  const found = data === undefined ? undefined : (findRecord(data.rows, address) ?? null);
  return { data: found, error, isPlaceholderData: false, refetch };
};
