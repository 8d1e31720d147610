import { startFakeAnthropic } from "@tokenledger/fake-anthropic";
import { expect, test, vi } from "vitest";
import { services } from "../company/service.ts";
import { startStubDoor } from "../testing/stub-door.ts";
import { startLiveTraffic } from "./live-traffic.ts";

test("calls of several services arrive at the door, and stopping delivers the last of them", async () => {
  await using door = await startStubDoor();
  await using anthropic = await startFakeAnthropic({ errorRates: { 400: 0.1 } });
  const troubles: unknown[] = [];
  const traffic = startLiveTraffic({
    doors: new Map(services.map(({ name }) => [name, { url: door.url, accessKey: name }])),
    anthropicUrl: anthropic.url,
    rate: 150,
    seed: Date.now(),
    onTrouble: (error) => troubles.push(error),
  });
  await vi.waitFor(() => {
    expect(door.kept.size).toBeGreaterThan(3);
  }, 10_000);
  await traffic.stop();
  await traffic.stop();
  const keptCount = [...door.kept.values()].reduce((sum, ids) => sum + ids.size, 0);

  expect(troubles).toEqual([]);
  expect(keptCount).toBeGreaterThanOrEqual(traffic.callCount);
});

test("trouble that is not the API's is told", async () => {
  await using door = await startStubDoor();
  const troubles: unknown[] = [];
  const traffic = startLiveTraffic({
    doors: new Map([["support-chat", { url: door.url, accessKey: "k" }]]),
    anthropicUrl: "not an address",
    rate: 200,
    seed: 1,
    onTrouble: (error) => troubles.push(error),
  });
  await vi.waitFor(() => {
    expect(troubles.length).toBeGreaterThan(0);
  }, 10_000);
  await traffic.stop();
});
