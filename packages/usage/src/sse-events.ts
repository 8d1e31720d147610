const LF = 0x0a;
const CR = 0x0d;
/** Bytes of a line that are looked at before it is kept or passed over. */
const HEAD_BYTES = 128;

export interface SseReader {
  /** Most bytes of data that one event may have to be handed on. */
  readonly dataBytesMax: number;
  /** Whether an event matters: its `event` field ("" where none came before the data), and how its data begins. */
  readonly wants: (event: string, head: string) => boolean;
  /** The data of an event that matters, its lines joined by "\n". */
  readonly onData: (data: string) => void;
  /** An event that matters had too much data and was passed over. */
  readonly onOverlong: () => void;
}

const concat = (pieces: readonly Uint8Array[], length: number): Uint8Array => {
  const all = new Uint8Array(length);
  let offset = 0;
  for (const piece of pieces) {
    all.set(piece, offset);
    offset += piece.length;
  }
  return all;
};

/** The next position of a byte, searched again only once the last one found is passed. */
class NextByte {
  readonly #bytes: Uint8Array;
  readonly #value: number;
  #found = -1;
  #isExhausted = false;

  constructor(bytes: Uint8Array, value: number) {
    this.#bytes = bytes;
    this.#value = value;
  }

  /** Infinity when there is none from `start` on. `start` never goes back. */
  from(start: number): number {
    if (!this.#isExhausted && this.#found < start) {
      this.#found = this.#bytes.indexOf(this.#value, start);
      this.#isExhausted = this.#found === -1;
    }
    return this.#isExhausted ? Infinity : this.#found;
  }
}

/**
 * Reads server-sent events (WHATWG HTML, section 9.2) from bytes in any pieces: lines ended by \n, \r or \r\n, data over several lines,
 * characters split across pieces.
 *
 * Memory is bounded by `dataBytesMax`, whatever comes: data of events that nobody wants is passed over unread, line by line, byte by byte.
 * Never throws. Unlike the standard, an event that the end of the stream cuts before its blank line is handed on: it may be whole.
 *
 * A line is `head` until HEAD_BYTES of it or its end are there; then it is `kept` or `passed`.
 * An event's data is `undecided` until its first line's head is there; then `wanted`, `unwanted`, or `overlong`.
 */
export class SseEvents {
  readonly #reader: SseReader;
  readonly #decoder = new TextDecoder();
  #pieces: Uint8Array[] = [];
  #length = 0;
  #line: "head" | "kept" | "passed" = "head";
  #isAfterCr = false;
  #event = "";
  #data: string[] = [];
  #dataBytes = 0;
  #state: "undecided" | "wanted" | "unwanted" | "overlong" = "undecided";

  constructor(reader: SseReader) {
    this.#reader = reader;
  }

  /** Reads on. The bytes are the caller's again afterwards. */
  push(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    let start = this.#isAfterCr && bytes[0] === LF ? 1 : 0;
    this.#isAfterCr = false;
    const lf = new NextByte(bytes, LF);
    const cr = new NextByte(bytes, CR);
    while (start < bytes.length) {
      const end = Math.min(lf.from(start), cr.from(start), bytes.length);
      this.#take(bytes.subarray(start, end));
      if (end === bytes.length) return;
      this.#endLine();
      start = end + 1;
      if (bytes[end] === CR) {
        this.#isAfterCr = start === bytes.length;
        if (bytes[start] === LF) start += 1;
      }
    }
  }

  /** The stream is over: what is left of a last event is handed on. */
  end(): void {
    if (this.#length > 0) this.#endLine();
    this.#dispatch();
  }

  #take(piece: Uint8Array): void {
    if (this.#line === "head") {
      const room = HEAD_BYTES - this.#length;
      this.#keep(piece.subarray(0, room));
      if (piece.length <= room) return;
      this.#decide(this.#text());
      this.#take(piece.subarray(room));
    } else if (this.#line === "kept") {
      this.#keep(piece);
    }
  }

  #keep(piece: Uint8Array): void {
    if (this.#dataBytes + this.#length + piece.length > this.#reader.dataBytesMax) {
      this.#line = "passed";
      this.#pieces = [];
      this.#data = [];
      this.#state = "overlong";
    } else if (piece.length > 0) {
      // A view would hold on to the whole chunk it is a part of, and change when its owner uses it again.
      this.#pieces.push(piece.slice());
      this.#length += piece.length;
    }
  }

  #text(): string {
    return this.#decoder.decode(concat(this.#pieces, this.#length));
  }

  #decide(head: string): void {
    if (head.startsWith("data:") && this.#state === "undecided") {
      const isWanted = this.#reader.wants(this.#event, head.slice("data:".length));
      this.#state = isWanted ? "wanted" : "unwanted";
    }
    const isKept = head.startsWith("data:") && this.#state === "wanted";
    this.#line = isKept ? "kept" : "passed";
    if (!isKept) this.#pieces = [];
  }

  #endLine(): void {
    if (this.#line === "head") this.#endShortLine(this.#text());
    else if (this.#line === "kept") this.#field(this.#text());
    this.#pieces = [];
    this.#length = 0;
    this.#line = "head";
  }

  #endShortLine(line: string): void {
    if (line === "") {
      this.#dispatch();
      return;
    }
    if (line.startsWith("event:")) this.#event = line.slice("event:".length).trim();
    this.#decide(line);
    if (this.#line === "kept") this.#field(line);
  }

  #field(line: string): void {
    this.#dataBytes += this.#length;
    this.#data.push(line.slice("data:".length));
  }

  #dispatch(): void {
    if (this.#state === "overlong") this.#reader.onOverlong();
    else if (this.#data.length > 0) this.#reader.onData(this.#data.join("\n"));
    this.#event = "";
    this.#data = [];
    this.#dataBytes = 0;
    this.#state = "undecided";
  }
}
