const HEX_DIGITS = 12;
const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/**
 * The time inside a UUIDv7, in epoch milliseconds (RFC 9562, section 5.7: the first 48 bits).
 * This is the record's `occurTime`; the ledger keeps them equal by a CHECK.
 */
export const eventTimeMs = (eventId: string): number =>
  Number.parseInt(eventId.replace("-", "").slice(0, HEX_DIGITS), 16);

const pair = (value: number): string => value.toString(16).padStart(2, "0");

/** Whether a text is a lower-case UUIDv7, the only form that identifies a record. */
export const isEventId = (text: string): boolean => UUID_V7.test(text);

/**
 * Makes a UUIDv7 of a time and 10 random bytes.
 * The same time and bytes give the same id: a source that is read twice mints the same id twice.
 */
export const mintEventId = (timeMs: number, random: Uint8Array): string => {
  const time = Math.trunc(timeMs).toString(16).padStart(HEX_DIGITS, "0");
  const byte = (index: number): number => random[index] ?? 0;
  const version = pair((byte(0) & 0x0f) | 0x70) + pair(byte(1));
  const variant = pair((byte(2) & 0x3f) | 0x80) + pair(byte(3));
  const rest = Array.from({ length: 6 }, (_, index) => pair(byte(index + 4))).join("");
  return `${time.slice(0, 8)}-${time.slice(8)}-${version}-${variant}-${rest}`;
};
