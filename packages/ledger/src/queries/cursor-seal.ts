import { createHash, createHmac, hkdfSync, randomBytes, timingSafeEqual } from "node:crypto";
import {
  InvalidInputError,
  usersWithin,
  type AccessScope,
  type RecordFilter,
} from "@tokenledger/usage";
import type { z } from "zod";

const KEY_BYTES = 32;
/** 128 bits: nobody guesses one. */
const SIGNATURE_BYTES = 16;
const PURPOSE = "tokenledger list cursor 1";

/** What a cursor may only be used with again. */
export interface CursorQuestion extends Partial<RecordFilter> {
  readonly kind: "details" | "tail";
  readonly scope: AccessScope;
  readonly requestId?: string | undefined;
  readonly messageId?: string | undefined;
  readonly eventId?: string | undefined;
}

const sorted = (list: readonly (string | number)[] | null | undefined): readonly string[] =>
  (list ?? []).map(String).toSorted();

/** Dates are left out: the end of a range that runs moves on, and a cursor says by itself where in time it stands. */
const digestOf = (question: CursorQuestion): Buffer => {
  const users = usersWithin(question.scope);
  const parts = [
    question.kind,
    users === null ? "all" : sorted(users),
    sorted(question.accessKeyIds),
    sorted(question.users),
    sorted(question.models),
    sorted(question.features),
    sorted(question.outcomes),
    sorted(question.qualities),
    sorted(question.statuses),
    question.requestId ?? null,
    question.messageId ?? null,
    question.eventId ?? null,
  ];
  return createHash("sha256").update(JSON.stringify(parts)).digest();
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

/**
 * Seals what a page gives its reader to come back with: HMAC-SHA-256 over the position and the question. A cursor that was changed, that
 * another system sealed, or that belongs to another question is refused, not misread.
 */
export class CursorSeal {
  readonly #key: Buffer;

  /** @param secret shared by all processes that read each other's cursors. Default: one of this process alone. */
  constructor(secret: string | undefined) {
    const material = secret ?? randomBytes(KEY_BYTES);
    this.#key = Buffer.from(hkdfSync("sha256", material, "", PURPOSE, KEY_BYTES));
  }

  write(position: readonly string[], question: CursorQuestion): string {
    const body = Buffer.from(JSON.stringify(position));
    return Buffer.concat([this.#sign(body, question), body]).toString("base64url");
  }

  /** @throws InvalidInputError CURSOR_INVALID */
  read<Position>(cursor: string, question: CursorQuestion, shape: z.ZodType<Position>): Position {
    const bytes = Buffer.from(cursor, "base64url");
    const body = bytes.subarray(SIGNATURE_BYTES);
    const signature = bytes.subarray(0, SIGNATURE_BYTES);
    // Base64 leaves out what it cannot read: the text itself must be the one that was given.
    const isWhole = bytes.toString("base64url") === cursor && signature.length === SIGNATURE_BYTES;
    if (!isWhole || !timingSafeEqual(signature, this.#sign(body, question))) {
      throw new InvalidInputError(
        "CURSOR_INVALID",
        "This cursor was not given by an earlier answer to the same question.",
      );
    }
    const position = shape.safeParse(parseJson(body.toString()));
    if (position.success) return position.data;
    throw new InvalidInputError("CURSOR_INVALID", "This cursor is of another version.");
  }

  #sign(body: Buffer, question: CursorQuestion): Buffer {
    return createHmac("sha256", this.#key)
      .update(digestOf(question))
      .update(body)
      .digest()
      .subarray(0, SIGNATURE_BYTES);
  }
}
