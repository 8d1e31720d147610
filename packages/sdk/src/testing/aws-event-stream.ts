import { crc32 } from "node:zlib";

const STRING_HEADER = 7;

const header = (name: string, value: string): Buffer => {
  const head = Buffer.alloc(1 + name.length + 3);
  head.writeUInt8(name.length, 0);
  head.write(name, 1);
  head.writeUInt8(STRING_HEADER, 1 + name.length);
  head.writeUInt16BE(value.length, 2 + name.length);
  return Buffer.concat([head, Buffer.from(value)]);
};

const withChecksum = (bytes: Buffer): Buffer => {
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE(crc32(bytes));
  return Buffer.concat([bytes, checksum]);
};

/**
 * One event of a stream of the Messages API as Bedrock sends it: a frame of `application/vnd.amazon.eventstream`
 * (length, length of headers, checksum, headers, payload, checksum), the event in base64 inside.
 */
export const awsEventFrame = (event: object): Buffer => {
  const headers = Buffer.concat([
    header(":event-type", "chunk"),
    header(":content-type", "application/json"),
    header(":message-type", "event"),
  ]);
  const bytes = Buffer.from(JSON.stringify(event)).toString("base64");
  const payload = Buffer.from(JSON.stringify({ bytes }));
  const prelude = Buffer.alloc(8);
  prelude.writeUInt32BE(12 + headers.length + payload.length + 4, 0);
  prelude.writeUInt32BE(headers.length, 4);
  return withChecksum(Buffer.concat([withChecksum(prelude), headers, payload]));
};
