import type { TokenledgerClient } from "@tokenledger/sdk/admin";

type NewExport = Parameters<TokenledgerClient["exports"]["create"]["mutate"]>[0];

const DAY_MS = 86_400_000;

/** Files that somebody would have taken away: sums by model, a week's calls, and the form that finance reads. */
export const exportsOf = (nowMs: number): readonly NewExport[] => {
  const last = (days: number) => ({
    startDate: new Date(nowMs - days * DAY_MS),
    endDate: new Date(nowMs),
  });
  return [
    {
      subject: { kind: "trends", groupBy: "model", aggregationPeriod: "day", filter: last(30) },
      format: "csv",
      hasBom: true,
    },
    { subject: { kind: "records", filter: last(7) }, format: "parquet" },
    { subject: { kind: "records", filter: last(30) }, format: "focus", isGzipped: true },
  ];
};
