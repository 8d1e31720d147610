import { parseConfig } from "@tokenledger/usage/config";
import { z } from "zod";

const shape = {
  /** Random questions that the test of foreign usage asks; a release is shown by 10,000. Default 600. */
  TOKENLEDGER_CASES: z.coerce.number().int().min(100).max(1_000_000).default(600),
};

/** How many random cases the tests of this app try. @throws InvalidInputError */
export const readCaseCount = (): number => parseConfig(shape, process.env).TOKENLEDGER_CASES;
