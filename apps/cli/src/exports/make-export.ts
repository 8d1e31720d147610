import { createHash } from "node:crypto";
import { open, rename } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";
import { InvalidInputError, UnavailableError } from "@tokenledger/usage";
import type { ExportFailure, ExportFormat } from "@tokenledger/usage/exports";
import { withAdmin, type Admin } from "../admin/with-admin.ts";
import { jsonLine, print } from "../command.ts";
import { assertFolderOf } from "../folder-of.ts";
import { progressLine } from "../progress-line.ts";
import { timeRange, type AskedTime } from "../usage/time-range.ts";

export interface AskedExport extends AskedTime {
  readonly subject: "records" | "statistics" | "trends";
  readonly format: ExportFormat;
  readonly out: string | undefined;
  readonly gzip: boolean;
  readonly url?: string | undefined;
  readonly json?: true | undefined;
}

type View = Awaited<ReturnType<Admin["client"]["exports"]["get"]["query"]>>;

const PAUSE_MS = 500;

const subjectOf = (asked: AskedExport) => {
  const range = timeRange(asked, Date.now(), 0);
  const filter = { ...range, timeZone: asked.zone };
  const subjects = {
    records: { kind: "records", filter: range },
    statistics: { kind: "statistics", dimensionType: "user", filter },
    trends: { kind: "trends", groupBy: "model", filter },
  } as const;
  return subjects[asked.subject];
};

const untilEnded = async ({ client }: Admin, id: string): Promise<View> => {
  const progress = progressLine(process.stderr);
  for (;;) {
    const view = await client.exports.get.query({ id });
    const { state, rowCount, rowTotal } = view;
    if (state !== "waiting" && state !== "running") {
      progress.end();
      return view;
    }
    const total = Number(rowTotal ?? 0n);
    progress.show(
      total === 0 ? 0 : Number(rowCount) / total,
      `${rowCount.toLocaleString("en")} rows, ${state}`,
    );
    await pause(PAUSE_MS);
  }
};

/** Written beside its name first: a file that is there is whole. @throws UnavailableError where what came is not what the server says it sent. */
const download = async (
  { url, token }: Admin,
  path: string,
  { out, sha256 }: { readonly out: string; readonly sha256: string | null },
): Promise<void> => {
  const response = await fetch(url + path, { headers: { authorization: `Bearer ${token}` } });
  if (!response.ok || response.body === null) {
    throw new UnavailableError(`${url}${path} answers ${response.status}`);
  }
  const hash = createHash("sha256");
  const reader = response.body.getReader();
  await using file = await open(`${out}.part`, "w");
  for (let part = await reader.read(); part.value !== undefined; part = await reader.read()) {
    hash.update(part.value);
    await file.write(part.value);
  }
  if (sha256 !== null && hash.digest("hex") !== sha256) {
    throw new UnavailableError(`What was fetched is not what the server sent: ${out}.part`);
  }
  await rename(`${out}.part`, out);
};

const FAILURES: Readonly<Record<ExportFailure, string>> = {
  too_large: "its file grew larger than one export may be; ask for less",
  begun_too_often: "it was begun too often and never came to its end; ask for less, or again",
  failed: "the log of the scheduler says why",
};

/** Asks for an export, waits for it, and fetches its file. @throws InvalidInputError ARGUMENT_INVALID before anything is asked; EXPORT_FAILED with the server's reason */
export const makeExport = async (asked: AskedExport): Promise<void> => {
  if (asked.gzip && asked.format === "parquet") {
    throw new InvalidInputError("ARGUMENT_INVALID", "--gzip: a Parquet file is compressed already");
  }
  if (asked.out !== undefined) assertFolderOf("--out", asked.out);
  const subject = subjectOf(asked);
  await withAdmin(asked.url, async (admin) => {
    const { format, gzip: isGzipped } = asked;
    const { id } = await admin.client.exports.create.mutate({ subject, format, isGzipped });
    const view = await untilEnded(admin, id);
    if (view.state !== "done" || view.downloadPath === null) {
      throw new InvalidInputError(
        "EXPORT_FAILED",
        `The export ${id} ended as ${view.state}${view.failure === null ? "" : `: ${FAILURES[view.failure]}`}`,
      );
    }
    const out = asked.out ?? view.fileName;
    await download(admin, view.downloadPath, { out, sha256: view.sha256 });
    const { rowCount, byteCount, sha256, totals } = view;
    print(
      asked.json === true
        ? jsonLine({ id, file: out, rowCount, byteCount, sha256, totals })
        : `${out}: ${rowCount.toLocaleString("en")} rows, ${byteCount.toLocaleString("en")} bytes`,
    );
  });
};
