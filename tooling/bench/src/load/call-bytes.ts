import { EVENT_ID, SERIAL, recordText } from "./record-text.ts";

const TIME_DIGITS = 12;
/** Where the second part of the time stands: after a hyphen. */
const TIME_BREAK = 8;
const SERIAL_AT = EVENT_ID.length - SERIAL.length;

export interface CallOptions {
  readonly port: number;
  readonly path: string;
  readonly token: string;
  /** Body; absent: records. */
  readonly text?: string | undefined;
  /** 0: one record, by itself. Else an array of so many under `records`. */
  readonly arrayLength: number;
  /** Tells this caller's ids apart from all others'. Up to 65,535. */
  readonly caller: number;
}

const offsetsOf = (bytes: Buffer, text: string): readonly number[] => {
  const offsets: number[] = [];
  for (let at = bytes.indexOf(text); at >= 0; at = bytes.indexOf(text, at + text.length)) {
    offsets.push(at);
  }
  return offsets;
};

const recordsBody = (arrayLength: number, caller: number): string => {
  const records = Array.from({ length: Math.max(1, arrayLength) }, (_, index) =>
    recordText(caller * 17 + index),
  );
  return arrayLength === 0 ? (records[0] ?? "") : `{"records":[${records.join(",")}]}`;
};

/**
 * The bytes of an HTTP call, made once; each `next()` writes new ids over the last ones: a client that costs next to nothing, so that what is
 * measured is the server.
 */
export class CallBytes {
  readonly #bytes: Buffer;
  readonly #eventIds: readonly number[];
  readonly #serials: readonly number[];
  readonly #caller: string;
  #serial = 0;
  #lastEventId = "";

  constructor({ port, path, token, arrayLength, caller, text }: CallOptions) {
    const body = text ?? recordsBody(arrayLength, caller);
    const head = [
      `POST ${path} HTTP/1.1`,
      `host: 127.0.0.1:${port}`,
      `authorization: Bearer ${token}`,
      "content-type: application/json",
      `content-length: ${Buffer.byteLength(body)}`,
    ];
    this.#bytes = Buffer.from(`${head.join("\r\n")}\r\n\r\n${body}`);
    this.#eventIds = offsetsOf(this.#bytes, EVENT_ID);
    this.#serials = offsetsOf(this.#bytes, SERIAL);
    this.#caller = caller.toString(16).padStart(4, "0");
  }

  /** Of the call's first record. */
  get lastEventId(): string {
    return this.#lastEventId;
  }

  /** The same buffer each time. */
  next(): Buffer {
    const time = Date.now().toString(16).padStart(TIME_DIGITS, "0");
    const early = time.slice(0, TIME_BREAK);
    const late = time.slice(TIME_BREAK);
    const perRecord = this.#serials.length / this.#eventIds.length;
    for (const [index, at] of this.#eventIds.entries()) {
      this.#serial += 1;
      const serial = this.#caller + this.#serial.toString(16).padStart(8, "0");
      this.#bytes.write(early, at, "latin1");
      this.#bytes.write(late, at + TIME_BREAK + 1, "latin1");
      this.#bytes.write(serial, at + SERIAL_AT, "latin1");
      for (let nth = 0; nth < perRecord; nth += 1) {
        this.#bytes.write(serial, this.#serials[index * perRecord + nth] ?? 0, "latin1");
      }
      if (index === 0)
        this.#lastEventId = `${early}-${late}${EVENT_ID.slice(13, SERIAL_AT)}${serial}`;
    }
    return this.#bytes;
  }
}
