import type { BadgeTone } from "../../ui/badge.tsx";

const GOOD = 9990;
const FAIR = 9500;

/** How an agreement in hundredths of a percent is to be taken. */
export const shareTone = (basisPoints: number): Extract<BadgeTone, "good" | "warn" | "bad"> => {
  if (basisPoints >= GOOD) {
    return "good";
  }
  return basisPoints >= FAIR ? "warn" : "bad";
};
