import { expect, test } from "vitest";
import { SseEvents } from "./sse-events.ts";

const KIB = 1024;

interface Reading {
  readonly data: readonly string[];
  readonly overlongCount: number;
}

const encoder = new TextEncoder();
const encode = (pieces: readonly string[]): readonly Uint8Array[] =>
  pieces.map((piece) => encoder.encode(piece));

const readBytes = (pieces: Iterable<Uint8Array>, dataBytesMax: number): Reading => {
  const data: string[] = [];
  let overlongCount = 0;
  const events = new SseEvents({
    dataBytesMax,
    wants: (event, head) => event !== "noise" && !head.startsWith("noise"),
    onData: (text) => {
      data.push(text);
    },
    onOverlong: () => {
      overlongCount += 1;
    },
  });
  for (const piece of pieces) events.push(piece);
  events.end();
  return { data, overlongCount };
};

const read = (pieces: readonly string[], dataBytesMax: number): Reading =>
  readBytes(encode(pieces), dataBytesMax);

const times = (piece: string, count: number): readonly string[] =>
  Array.from({ length: count }, () => piece);

test("an event over the limit is passed over and counted, and the next one is read", () => {
  const pieces = ["data:a\n\ndata:", ...times("x".repeat(KIB), 9), "\n\ndata:b\n\n"];
  expect(read(pieces, 8 * KIB)).toEqual({ data: ["a", "b"], overlongCount: 1 });
});

test("many lines of data over the limit are one event over the limit", () => {
  const pieces = [...times("data:xxxxxxxxxxx\n", KIB), "event: z\n", "\ndata:b\n\n"];
  expect(read(pieces, 8 * KIB)).toEqual({ data: ["b"], overlongCount: 1 });
});

test("an event at the limit is read", () => {
  const line = `data:${"x".repeat(8 * KIB - 5)}`;
  expect(read([line, "\n\n"], 8 * KIB).data).toEqual([line.slice(5)]);
});

/** 32 MiB in pieces of one and the same 64 KiB, between what comes before and after. */
const megabytesBetween = function* (before: string, after: string): Generator<Uint8Array> {
  const piece = encoder.encode("x".repeat(64 * KIB));
  yield encoder.encode(before);
  for (let index = 0; index < 512; index += 1) yield piece;
  yield encoder.encode(after);
};

test.each([
  ["named", "event: noise\ndata: ", "\n\ndata:b\n\n", 0],
  ["without a name", "data:noise", "\ndata:noise again\n\ndata:b\n\n", 0],
  ["wanted, and far too long", "data: ", "\n\ndata:b\n\n", 1],
])("32 MiB of data take no memory: %s", (_, before, after, overlongCount) => {
  const bytesBefore = process.memoryUsage().arrayBuffers;
  const reading = readBytes(megabytesBetween(before, after), 8 * KIB);
  expect(reading).toEqual({ data: ["b"], overlongCount });
  expect(process.memoryUsage().arrayBuffers - bytesBefore).toBeLessThan(KIB * KIB);
});

test("a name that comes after its data does not matter any more", () => {
  expect(read(["data:a\nevent: noise\ndata:b\n\n"], KIB).data).toEqual(["a\nb"]);
});

test("a line end of two bytes that two pieces share is one line end", () => {
  expect(read(["event: z\r", "\ndata:a\r", "\ndata:b\r", "\n\r", "\n"], KIB).data).toEqual([
    "a\nb",
  ]);
});

test("pieces are copied: the caller may use its buffer again", () => {
  const data: string[] = [];
  const events = new SseEvents({
    dataBytesMax: KIB,
    wants: () => true,
    onData: (text) => {
      data.push(text);
    },
    onOverlong: () => undefined,
  });
  const buffer = encoder.encode("data:abc");
  events.push(buffer);
  buffer.fill(0x7a);
  events.push(encoder.encode("d\n\n"));
  expect(data).toEqual(["abcd"]);
});

test("a line longer than its first room is read whole", () => {
  const text = "ä".repeat(5 * KIB);
  expect(read([`data:${text}`, "\n\n"], 32 * KIB).data).toEqual([text]);
});
