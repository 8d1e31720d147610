import { crc32 } from "node:zlib";
import type { WaitingRecord } from "../delivery/waiting-record.ts";

const NEWLINE = 10;
/** `<length> <crc> `: 8 hex digits and a space, twice. */
const HEADER_LENGTH = 18;
const HEADER = /^(?<length>[0-9a-f]{8}) (?<crc>[0-9a-f]{8}) $/u;
const PAYLOAD = /^(?<eventId>\S+) (?<offset>-?\d+|-) (?<replaces>\S+) (?<json>\{.*)$/su;

const hex = (value: number): string => value.toString(16).padStart(8, "0");

/**
 * A record as one line of a segment: the payload's length in bytes, its CRC-32, the payload, a line end.
 * A line is whole or it is not there: whatever a crash or a full disk leaves of it fails its length or its checksum.
 */
export const encodeLine = (record: WaitingRecord): string => {
  const offset = record.clockOffsetMs ?? "-";
  const payload = `${record.eventId} ${offset} ${record.replaces ?? "-"} ${record.json}`;
  const length = record.byteCount + payload.length - record.json.length;
  return `${hex(length)} ${hex(crc32(payload))} ${payload}\n`;
};

const decodePayload = (payload: string): WaitingRecord | null => {
  const parts = PAYLOAD.exec(payload)?.groups;
  const { eventId, offset, replaces, json } = parts ?? {};
  if (eventId === undefined || json === undefined) {
    return null;
  }
  return {
    eventId,
    json,
    byteCount: Buffer.byteLength(json),
    clockOffsetMs: offset === "-" ? null : Number(offset),
    replaces: replaces === undefined || replaces === "-" ? null : replaces,
  };
};

const decodeLine = (line: Buffer): WaitingRecord | null => {
  const header = HEADER.exec(line.toString("latin1", 0, HEADER_LENGTH))?.groups;
  const payload = line.subarray(HEADER_LENGTH);
  const isWhole =
    Number.parseInt(header?.["length"] ?? "", 16) === payload.byteLength &&
    Number.parseInt(header?.["crc"] ?? "", 16) === crc32(payload);
  return isWhole ? decodePayload(payload.toString("utf8")) : null;
};

/**
 * Reads a segment back: its whole lines in order, and how many were not whole.
 * A damaged line costs itself alone: JSON holds no line end, so the next line end is where reading goes on. Never throws.
 */
export const decodeLines = (
  content: Buffer,
): { readonly records: readonly WaitingRecord[]; readonly damagedCount: number } => {
  const records: WaitingRecord[] = [];
  let damagedCount = 0;
  let start = 0;
  while (start < content.byteLength) {
    const found = content.indexOf(NEWLINE, start);
    const end = found === -1 ? content.byteLength : found;
    const record = found === -1 ? null : decodeLine(content.subarray(start, end));
    if (record === null) {
      damagedCount += 1;
    } else {
      records.push(record);
    }
    start = end + 1;
  }
  return { records, damagedCount };
};
