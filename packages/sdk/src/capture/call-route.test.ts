import { expect, test } from "vitest";
import { readCallRoute } from "./call-route.ts";

test.each([
  ["POST", "https://api.anthropic.com/v1/messages?beta=true", "message", "anthropic"],
  ["post", "https://api.anthropic.com/v1/complete", "message", "anthropic"],
  ["POST", "https://gateway.example.com/anthropic/v1/messages", "message", "anthropic"],
  ["POST", "https://api.anthropic.com/v1/messages/batches", "batch_create", "anthropic"],
  ["GET", "https://api.anthropic.com/v1/messages/batches/b_1", "batch_get", "anthropic"],
  [
    "GET",
    "https://api.anthropic.com/v1/messages/batches/b_1/results",
    "batch_results",
    "anthropic",
  ],
  ["POST", "https://bedrock-runtime.us-east-1.amazonaws.com/v1/messages", "message", "bedrock"],
  [
    "POST",
    "https://bedrock-mantle.us-east-1.api.aws.amazonaws.com/v1/messages",
    "message",
    "bedrock",
  ],
  ["POST", "https://us-east5-aiplatform.googleapis.com/v1/messages", "message", "vertex"],
  ["POST", "https://aiplatform.us.rep.googleapis.com/v1/messages", "message", "vertex"],
  ["POST", "https://mine.services.ai.azure.com/anthropic/v1/messages", "message", "foundry"],
])("%s %s is %s on %s", (method, url, kind, platform) => {
  expect(readCallRoute(method, url)).toMatchObject({ kind, platform });
});

test.each([
  ["POST", "https://api.anthropic.com/v1/messages/count_tokens"],
  ["GET", "https://api.anthropic.com/v1/messages"],
  ["GET", "https://api.anthropic.com/v1/models"],
  ["POST", "https://api.anthropic.com/v1/messages/batches/b_1/cancel"],
  ["DELETE", "https://api.anthropic.com/v1/messages/batches/b_1"],
  ["POST", "https://bedrock-runtime.us-east-1.amazonaws.com/model/m/converse"],
  ["POST", "https://us-east5-aiplatform.googleapis.com/v1/x/models/count-tokens:rawPredict"],
  ["POST", "not a url"],
])("%s %s is not watched", (method, url) => {
  expect(readCallRoute(method, url)).toBeNull();
});

test("what cannot be decoded in a path is taken as it stands", () => {
  const url = "https://api.anthropic.com/v1/messages/batches/%E0%A4%A/results";
  expect(readCallRoute("GET", url)?.batchId).toBe("%E0%A4%A");
});
