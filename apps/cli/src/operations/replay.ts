import { deadLetterReasons, type DeadLetterReason, type ReplayedLetter } from "@tokenledger/usage";
import { withAdmin, type Admin } from "../admin/with-admin.ts";
import { jsonLine, print } from "../command.ts";
import { exitCodes } from "../exit-code.ts";
import { tableText } from "../table-text.ts";

export interface AskedReplay {
  readonly reason?: DeadLetterReason | undefined;
  readonly apply: boolean;
  readonly url?: string | undefined;
  readonly json?: true | undefined;
}

/** All open ones of a reason, page by page. */
const replayAll = async (
  { client }: Admin,
  reason: DeadLetterReason,
  dryRun: boolean,
): Promise<readonly ReplayedLetter[]> => {
  const results: ReplayedLetter[] = [];
  let cursor: string | undefined;
  do {
    const page = await client.admin.replay.mutate({ reason, cursor, dryRun });
    results.push(...page.results);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return results;
};

const MENDED = new Set(["counted", "already_counted", "resolved"]);

/** Records put aside at commit: tells what would become of each, or counts those that can be. */
export const replay = async ({ reason, apply, url, json }: AskedReplay): Promise<void> =>
  withAdmin(url, async (admin) => {
    const results: ReplayedLetter[] = [];
    for (const each of reason === undefined ? deadLetterReasons : [reason]) {
      results.push(...(await replayAll(admin, each, !apply)));
    }
    const rows = results.map(({ id, eventId, outcome, detail }) => [
      id,
      eventId,
      outcome,
      detail ?? "",
    ]);
    const text =
      rows.length === 0
        ? "Nothing is put aside."
        : tableText(["id", "event", "outcome", "why"], rows);
    print(json === true ? jsonLine({ isDryRun: !apply, results }) : text);
    const staying = results.filter(({ outcome }) => !apply || !MENDED.has(outcome));
    if (staying.length > 0) process.exitCode = exitCodes.wrong;
    if (!apply && results.length > 0) {
      process.stderr.write("Dry run: nothing was changed. `--apply` counts what can be counted.\n");
    }
  });
