import { InvalidInputError, isEventId } from "@tokenledger/usage";
import { z } from "zod";
import { isRowId } from "../row-id.ts";

/** The last record of a page. Event ids start with their time, so it says where in time, too. */
export interface DetailPosition {
  readonly eventId: string;
  readonly accessKeyId: string;
}

const Position = z.tuple([z.string().refine(isEventId), z.string().refine(isRowId)]);

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

/** Opaque to callers; stable: records that come later never move it. */
export const writeCursor = ({ eventId, accessKeyId }: DetailPosition): string =>
  Buffer.from(JSON.stringify([eventId, accessKeyId])).toString("base64url");

/** @throws InvalidInputError CURSOR_INVALID for a text that no page gave. */
export const readCursor = (cursor: string): DetailPosition => {
  const parsed = Position.safeParse(parseJson(Buffer.from(cursor, "base64url").toString()));
  if (!parsed.success) throw new InvalidInputError("CURSOR_INVALID", "No page gave this cursor.");
  const [eventId, accessKeyId] = parsed.data;
  return { eventId, accessKeyId };
};
