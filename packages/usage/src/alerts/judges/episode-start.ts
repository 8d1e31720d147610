import { periodOf } from "../../periods/periods.ts";

/** The period of what has no window of its own starts with the hour it is seen in, so that it fires at most once an hour however it flaps. */
export const episodeStart = (nowMs: number): number => periodOf("hour", nowMs).startMs;
