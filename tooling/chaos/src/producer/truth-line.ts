import { z } from "zod";

const Count = z.int().min(0);

/** One content that a producer recorded: what the ledger must say of it. */
export const TruthLine = z.tuple([
  z.string().describe("event id"),
  z.string().describe("message id: of this content alone"),
  z.string().nullable().describe("user"),
  Count.describe("input tokens"),
  Count.describe("cache creation tokens"),
  Count.describe("cache read tokens"),
  Count.describe("output tokens"),
]);
export type TruthLine = z.output<typeof TruthLine>;
