import type { CollectedRecord } from "@tokenledger/usage";
import { eventIdHex } from "../entry/hex-column.ts";

const HASH_DIGITS = 8;

/**
 * How a record is remembered for some minutes: 22 characters of its event id and 8 of its payload's hash.
 * The hash is part of it so that a re-used id with other content is not taken for a re-send: it goes on to the ledger, which refuses it loudly.
 */
export const seenMember = ({ eventId, payloadHash }: CollectedRecord): string =>
  Buffer.from(eventIdHex(eventId), "hex").toString("base64url") + payloadHash.slice(0, HASH_DIGITS);
