import { UsageRecord } from "@tokenledger/usage";
import { mintEventId } from "@tokenledger/usage/event-id";
import { expect, test } from "vitest";
import { snippet, snippetKinds } from "./snippet.ts";

const parts = {
  url: "http://localhost:4300",
  accessKey: "tl_live_key",
  eventId: mintEventId(Date.parse("2026-11-23T14:00:00Z"), new Uint8Array(10)),
};

test("every way to record has the address and the key in it", () => {
  for (const kind of snippetKinds) {
    expect(snippet(kind, parts)).toContain(parts.url);
    expect(snippet(kind, parts)).toContain(parts.accessKey);
  }
});

test("the record of the HTTP snippet is one the server takes", () => {
  const body = /-d '(.*)'/su.exec(snippet("http", parts))?.[1] ?? "";
  expect(UsageRecord.parse(JSON.parse(body))).toMatchObject({
    eventId: parts.eventId,
    user: "u_42",
  });
});
