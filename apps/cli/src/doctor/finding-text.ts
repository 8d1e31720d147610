import { styleText } from "node:util";
import type { Finding } from "./finding.ts";

const COLOURS = { ok: "green", warning: "yellow", fails: "red" } as const;
const STATE_WIDTH = 9;
const SUBJECT_WIDTH = 12;

/** Findings for people: a line each, and under those that are not ok what to do. Coloured where `stream` is a terminal and NO_COLOR is not set. */
export const findingText = (findings: readonly Finding[], stream: NodeJS.WriteStream): string => {
  const lines = findings.flatMap(({ subject, state, text, advice }) => {
    const sign = styleText(COLOURS[state], state.padEnd(STATE_WIDTH), { stream });
    const line = `${sign}${subject.padEnd(SUBJECT_WIDTH)} ${text}`;
    return advice === null ? [line] : [line, `${" ".repeat(STATE_WIDTH)}→ ${advice}`];
  });
  const failing = findings.filter(({ state }) => state === "fails").length;
  const warnings = findings.filter(({ state }) => state === "warning").length;
  return [...lines, "", `${failing} fail, ${warnings} warn, ${findings.length} looked at`].join(
    "\n",
  );
};
