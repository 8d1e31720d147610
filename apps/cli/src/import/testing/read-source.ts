import { checkedRecords, type Checked } from "../checked-records.ts";
import type { ImportFormat } from "../import-source.ts";
import { sourceFiles } from "../source-files.ts";
import { allOf, sourceFolder } from "./source-folder.ts";

const nowMs = Date.UTC(2026, 10, 20);

/** Reads files (by name) in a format, as of 20 November 2026. */
export const readFiles = async (
  format: ImportFormat,
  files: Readonly<Record<string, string>>,
  timeMs: number | null = null,
): Promise<readonly Checked[]> =>
  allOf(
    checkedRecords({
      format,
      files: sourceFiles([sourceFolder(files)]),
      timeMs,
      nowMs,
      defaults: {},
    }),
  );

/** The records among the steps. */
export const recordsOf = (steps: readonly Checked[]): readonly object[] =>
  steps.flatMap((step) => (step.kind === "record" ? [step.found.record] : []));

/** Why the others are none. */
export const reasonsOf = (steps: readonly Checked[]): readonly string[] =>
  steps.flatMap((step) => {
    if (step.kind === "record") return [];
    return step.kind === "bad" ? [`${step.found.line}: ${step.found.reason}`] : [step.reason];
  });

const csvField = (value: unknown): string => {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return `"${text.replaceAll('"', '""')}"`;
};

/** Rows as CSV under the names of the first, every field quoted. */
export const csv = (rows: readonly Readonly<Record<string, unknown>>[]): string =>
  [Object.keys(rows[0] ?? {}), ...rows.map(Object.values)]
    .map((fields) => `${fields.map(csvField).join(",")}\r\n`)
    .join("");
