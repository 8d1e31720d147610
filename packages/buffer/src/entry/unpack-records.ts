import {
  eventTimeMs,
  isEventId,
  UnreadableError,
  type CollectedRecord,
  type UsageLine,
} from "@tokenledger/usage";
import { columnReader } from "./column.ts";
import { ENTRY_VERSION, EntryBody } from "./entry-body.ts";
import { eventIdOfHex, splitHex } from "./hex-column.ts";
import { lineReader } from "./unpack-lines.ts";

const parseBody = (body: string): EntryBody => {
  try {
    return EntryBody.parse(JSON.parse(body));
  } catch (cause) {
    throw new UnreadableError("An entry's body is not of its version's form", { cause });
  }
};

const recordReaders = (body: EntryBody) => ({
  accessKeyId: columnReader(body.accessKeyId, undefined, body.count),
  user: columnReader(body.user, null, body.count),
  feature: columnReader(body.feature, null, body.count),
  endpoint: columnReader(body.endpoint, null, body.count),
  session: columnReader(body.session, null, body.count),
  tags: columnReader(body.tags, null, body.count),
  requestModel: columnReader(body.requestModel, null, body.count),
  model: columnReader(body.model, null, body.count),
  requestId: columnReader(body.requestId, null, body.count),
  messageId: columnReader(body.messageId, null, body.count),
  workspaceId: columnReader(body.workspaceId, null, body.count),
  provider: columnReader(body.provider, "anthropic", body.count),
  platform: columnReader(body.platform, "anthropic", body.count),
  status: columnReader(body.status, 200, body.count),
  outcome: columnReader(body.outcome, "complete", body.count),
  errorType: columnReader(body.errorType, null, body.count),
  stopReason: columnReader(body.stopReason, null, body.count),
  attempt: columnReader(body.attempt, 0, body.count),
  durationMs: columnReader(body.durationMs, null, body.count),
  quality: columnReader(body.quality, "final", body.count),
  rawUsage: columnReader(body.rawUsage, null, body.count),
});

const eventIdReader = (body: EntryBody): ((row: number) => string) => {
  const ids = splitHex(body.eventIds).map(eventIdOfHex);
  if (ids.length !== body.count || !ids.every(isEventId)) {
    throw new UnreadableError("An entry's event ids do not fit its records");
  }
  return columnReader(ids, undefined, body.count);
};

const HASH = /^[0-9a-f]{32}$/;

const payloadHashReader = (body: EntryBody): ((row: number) => string) => {
  const hashes = splitHex(body.payloadHashes);
  if (!hashes.every((hash) => HASH.test(hash))) {
    throw new UnreadableError("An entry's payload hashes are not 16 bytes each");
  }
  return columnReader(hashes, undefined, body.count);
};

/** The lines of each record, which lie one record after the other. */
const linesOfRecords = (body: EntryBody): readonly CollectedRecord["lines"][] => {
  const lineCount = columnReader(body.lineCount, 1, body.count);
  const counts = Array.from({ length: body.count }, (_, row) => lineCount(row));
  if (counts.reduce((sum, count) => sum + count, 0) !== body.lines.count) {
    throw new UnreadableError("An entry's lines do not fit its records");
  }
  const line = lineReader(body.lines);
  let next = 0;
  return counts.map((count) => {
    const lines: [UsageLine, ...UsageLine[]] = [line(next)];
    for (let row = next + 1; row < next + count; row += 1) lines.push(line(row));
    next += count;
    return lines;
  });
};

/**
 * Unpacks the body of an entry. The only reader of what `packRecords` writes.
 *
 * @param version field `v` of the entry.
 * @throws UnreadableError for an unknown version, or a body that is not of its version's form: nothing of the entry may be used.
 */
export const unpackRecords = (version: string, body: string): readonly CollectedRecord[] => {
  if (version !== ENTRY_VERSION) {
    throw new UnreadableError(`Entry version ${version} is not known to this build`);
  }
  const parsed = parseBody(body);
  const at = recordReaders(parsed);
  const eventIdAt = eventIdReader(parsed);
  const payloadHashAt = payloadHashReader(parsed);
  return linesOfRecords(parsed).map((lines, row) => {
    const eventId = eventIdAt(row);
    return {
      accessKeyId: at.accessKeyId(row),
      eventId,
      occurTimeMs: eventTimeMs(eventId),
      payloadHash: payloadHashAt(row),
      user: at.user(row),
      feature: at.feature(row),
      endpoint: at.endpoint(row),
      session: at.session(row),
      tags: at.tags(row),
      requestModel: at.requestModel(row),
      model: at.model(row),
      requestId: at.requestId(row),
      messageId: at.messageId(row),
      workspaceId: at.workspaceId(row),
      provider: at.provider(row),
      platform: at.platform(row),
      status: at.status(row),
      outcome: at.outcome(row),
      errorType: at.errorType(row),
      stopReason: at.stopReason(row),
      attempt: at.attempt(row),
      durationMs: at.durationMs(row),
      quality: at.quality(row),
      rawUsage: at.rawUsage(row),
      lines,
    };
  });
};
