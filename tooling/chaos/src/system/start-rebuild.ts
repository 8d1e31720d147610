import type { Ledger } from "@tokenledger/ledger";

const DAY_MS = 86_400_000;

/** Asks for a rebuild of all sums of the last day. @returns its job. @throws UnavailableError */
export const startRebuild = async (
  { aggregates }: Pick<Ledger, "aggregates">,
  reason: string,
): Promise<string> => {
  const nowMs = Date.now();
  const { id } = await aggregates.start({
    kind: "rebuild",
    isDryRun: false,
    dimensionType: null,
    dimensionId: null,
    startDate: new Date(nowMs - DAY_MS),
    endDate: new Date(nowMs),
    actor: "chaos",
    reason,
  });
  return id;
};
