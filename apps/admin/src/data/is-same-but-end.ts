import { hashKey } from "@tanstack/react-query";

/** Whether two questions ask for the same, but up to different moments. */
export const isSameButEnd = (left: unknown, right: Readonly<Record<"endDate", Date>>): boolean =>
  typeof left === "object" &&
  left !== null &&
  hashKey([{ ...left, endDate: null }]) === hashKey([{ ...right, endDate: null }]);
