import { UsageRecord } from "@tokenledger/usage";
import { readBatchResults } from "./batch-results.ts";
import { readClaudeCode } from "./claude-code.ts";
import type { ImportFormat, ReadSource, SourceOptions, SourcePlace } from "./import-source.ts";
import { readLiteLlm } from "./litellm-spend.ts";
import { readCsvRecords, readJsonRecords } from "./our-records.ts";

const readers: Readonly<Record<ImportFormat, ReadSource>> = {
  jsonl: readJsonRecords,
  csv: readCsvRecords,
  "claude-code": readClaudeCode,
  litellm: readLiteLlm,
  "batch-results": readBatchResults,
};

/** What is to be imported, in which format. */
export interface ImportSource extends SourceOptions {
  readonly format: ImportFormat;
  readonly files: readonly string[];
  /** Fields that all records get where they say nothing themselves. */
  readonly defaults: { readonly user?: string | undefined; readonly feature?: string | undefined };
}

/** A line that is no record, and why: what the rejects file holds. */
export interface BadLine extends SourcePlace {
  readonly reason: string;
  readonly text: string;
}

/** A record that collect would take, as far as can be said before. */
export interface CheckedRecord extends SourcePlace {
  readonly record: UsageRecord;
  /** The record as it is sent. */
  readonly json: string;
}

/** One step through a source. */
export type Checked =
  | { readonly kind: "record"; readonly found: CheckedRecord }
  | { readonly kind: "bad"; readonly found: BadLine }
  | { readonly kind: "skipped"; readonly reason: string };

const withDefaults = (draft: object, { user, feature }: ImportSource["defaults"]): object => ({
  ...(user === undefined ? {} : { user }),
  ...(feature === undefined ? {} : { feature }),
  ...draft,
});

const check = (draft: object): UsageRecord | string => {
  const parsed = UsageRecord.safeParse(draft);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = (issue?.path ?? []).map(String).join(".");
  return field === "" ? (issue?.message ?? "no record") : `${field}: ${issue?.message ?? ""}`;
};

/** Reads a source and checks every record against the wire's own schema. Reading again gives the same. */
export async function* checkedRecords(source: ImportSource): AsyncGenerator<Checked> {
  for await (const item of readers[source.format](source.files, source)) {
    if (item.kind === "skipped") {
      yield { kind: "skipped", reason: item.reason };
    } else if (item.kind === "bad") {
      const { file, line, reason, text } = item;
      yield { kind: "bad", found: { file, line, reason, text } };
    } else {
      const { file, line, text } = item;
      const draft = withDefaults(item.record, source.defaults);
      const record = check(draft);
      yield typeof record === "string"
        ? { kind: "bad", found: { file, line, reason: record, text } }
        : { kind: "record", found: { file, line, record, json: JSON.stringify(draft) } };
    }
  }
}
