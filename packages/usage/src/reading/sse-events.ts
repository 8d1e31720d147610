const LF = 0x0a;
const CR = 0x0d;
/** Bytes of a line that are looked at before it is kept or passed over. */
const HEAD_BYTES = 128;
/** Room for a usual line; a longer one gets more, and gives it back. */
const LINE_BYTES = 4096;

export interface SseReader {
  /** Most bytes of data that one event may have to be handed on. */
  readonly dataBytesMax: number;
  /** Whether an event matters: its `event` field ("" where none came before the data), and how its data begins ("" before the data came). */
  readonly wants: (event: string, head: string) => boolean;
  /** The data of an event that matters, its lines joined by "\n". */
  readonly onData: (data: string) => void;
  /** An event that matters had too much data and was passed over. */
  readonly onOverlong: () => void;
}

/** The bytes of one line, copied: a view would hold on to the whole chunk it is a part of, and change when its owner uses it again. */
class LineBytes {
  readonly #decoder = new TextDecoder();
  #bytes = new Uint8Array(LINE_BYTES);
  #length = 0;

  add(bytes: Uint8Array): void {
    const length = this.#length + bytes.length;
    if (length > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(length, this.#bytes.length * 2));
      larger.set(this.#bytes.subarray(0, this.#length));
      this.#bytes = larger;
    }
    this.#bytes.set(bytes, this.#length);
    this.#length = length;
  }

  text(): string {
    return this.#decoder.decode(this.#bytes.subarray(0, this.#length));
  }

  clear(): void {
    this.#length = 0;
    if (this.#bytes.length > LINE_BYTES) this.#bytes = new Uint8Array(LINE_BYTES);
  }
}

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
  readonly #bytes = new LineBytes();
  /** Bytes of the line so far; of one that is passed over, only whether there are any. */
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
      if (end > start) this.#take(bytes, start, end);
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

  #take(bytes: Uint8Array, start: number, end: number): void {
    if (this.#state === "unwanted") {
      // Only its blank line is of interest: no look at the head of every delta.
      this.#line = "passed";
      this.#length = 1;
    } else if (this.#line === "head") {
      const headEnd = start + HEAD_BYTES - this.#length;
      this.#keep(bytes.subarray(start, Math.min(end, headEnd)));
      if (end <= headEnd) return;
      this.#decide(this.#bytes.text());
      this.#take(bytes, headEnd, end);
    } else if (this.#line === "kept") {
      this.#keep(bytes.subarray(start, end));
    }
  }

  #keep(piece: Uint8Array): void {
    this.#length += piece.length;
    if (this.#dataBytes + this.#length > this.#reader.dataBytesMax) {
      this.#line = "passed";
      this.#data = [];
      this.#state = "overlong";
    } else {
      this.#bytes.add(piece);
    }
  }

  #decide(head: string): void {
    if (head.startsWith("data:") && this.#state === "undecided") {
      const isWanted = this.#reader.wants(this.#event, head.slice("data:".length));
      this.#state = isWanted ? "wanted" : "unwanted";
    }
    const isKept = head.startsWith("data:") && this.#state === "wanted";
    this.#line = isKept ? "kept" : "passed";
  }

  #endLine(): void {
    if (this.#length === 0) this.#dispatch();
    else if (this.#line === "head") this.#endShortLine(this.#bytes.text());
    else if (this.#line === "kept") this.#field(this.#bytes.text());
    this.#bytes.clear();
    this.#length = 0;
    this.#line = "head";
  }

  #endShortLine(line: string): void {
    if (line.startsWith("event:")) this.#name(line.slice("event:".length).trim());
    else this.#decide(line);
    if (this.#line === "kept") this.#field(line);
  }

  #name(event: string): void {
    this.#event = event;
    if (this.#state === "undecided" && !this.#reader.wants(event, "")) this.#state = "unwanted";
    this.#line = "passed";
  }

  #field(line: string): void {
    this.#dataBytes += this.#length;
    this.#data.push(line.slice("data:".length));
  }

  #dispatch(): void {
    if (this.#state === "overlong") this.#reader.onOverlong();
    else if (this.#data.length > 0) this.#reader.onData(this.#data.join("\n"));
    this.#event = "";
    this.#state = "undecided";
    if (this.#data.length > 0) this.#data = [];
    this.#dataBytes = 0;
  }
}
