import { startFakeAnthropic, type FakeAnthropic } from "@tokenledger/fake-anthropic";
import { afterAll, beforeAll, expect, test } from "vitest";
import { features } from "../company/feature.ts";
import { services } from "../company/service.ts";
import { startStubDoor } from "../testing/stub-door.ts";
import type { LiveManner } from "./live-call.ts";
import { LiveService } from "./live-service.ts";

let anthropic: FakeAnthropic;

beforeAll(async () => {
  anthropic = await startFakeAnthropic({ batchDelayMs: 50 });
});
afterAll(async () => {
  await anthropic.close();
});

const params = {
  model: "claude-haiku-4-5",
  max_tokens: 200,
  messages: [{ role: "user" as const, content: "hello" }],
};

test.each<[LiveManner, number]>([
  ["whole", 1],
  ["stream", 1],
  ["broken", 1],
  ["wrong", 1],
  ["batch", 4],
])("a %s call leaves its records at the door: %d", async (manner, count) => {
  await using door = await startStubDoor();
  const service = new LiveService({
    service: services[0],
    door: { url: door.url, accessKey: manner },
    anthropicUrl: anthropic.url,
  });
  const asked = manner === "wrong" ? { ...params, max_tokens: 0 } : params;
  await service.call({ feature: features.chat, user: "ada", manner, params: asked });
  await service.close();

  expect(door.kept.get(manner)?.size).toBe(count);
});
