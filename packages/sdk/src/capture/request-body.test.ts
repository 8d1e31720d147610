import { expect, test } from "vitest";
import { readRequestBody } from "./request-body.ts";

const NOTHING = { model: undefined, metadataUserId: undefined };
const long = "x".repeat(300_000);

test.each([
  ["an object", { model: "m", metadata: { user_id: "u" } }, "m", "u"],
  ["its text", JSON.stringify({ model: "m", metadata: { user_id: "u" } }), "m", "u"],
  [
    "a long text, where the model comes first",
    JSON.stringify({ max_tokens: 1, model: "m", messages: [long] }),
    "m",
    undefined,
  ],
])("%s says its model and user", (_case, body, model, metadataUserId) => {
  expect(readRequestBody(body)).toMatchObject({ model, metadataUserId });
});

test.each([
  [
    "a long text, where the model comes last",
    JSON.stringify({ messages: [{ model: "no" }, long], model: "m" }),
  ],
  ["bytes", new Uint8Array([123, 125])],
  ["a stream", new ReadableStream()],
  ["no body", undefined],
  ["no JSON", "{"],
  ["other types", { model: 7, metadata: "u" }],
])("%s says nothing", (_case, body) => {
  expect(readRequestBody(body)).toMatchObject(NOTHING);
});

test("a batch says the users of its requests, where they have one", () => {
  const params = { metadata: { user_id: "u" } };
  const requests = [{ custom_id: "a", params }, { custom_id: "b", params: {} }, { params }, null];
  expect(readRequestBody({ requests }).users).toEqual(new Map([["a", "u"]]));
  expect(readRequestBody({ requests: "none" }).users.size).toBe(0);
});
