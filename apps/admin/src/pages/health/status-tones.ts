import type { BadgeTone } from "../../ui/badge.tsx";
import type { Figure } from "./figure-words.ts";

/** How each state looks in a badge. */
export const statusTones = {
  ok: "good",
  warn: "warn",
  bad: "bad",
  unknown: "plain",
} as const satisfies Record<Figure["status"], BadgeTone>;
