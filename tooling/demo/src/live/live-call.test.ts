import { seededRandom } from "@tokenledger/fake-anthropic";
import { expect, test } from "vitest";
import { services } from "../company/service.ts";
import { drawCall } from "./live-call.ts";

const calls = services.flatMap((service) =>
  Array.from({ length: 300 }, (_, index) => drawCall(seededRandom(service.name, index), service)),
);
const partOf = (manner: string): number =>
  calls.filter((call) => call.manner === manner).length / calls.length;

test("calls are made in every manner, most of them to a good end", () => {
  expect(partOf("whole")).toBeGreaterThan(0.2);
  expect(partOf("stream")).toBeGreaterThan(0.2);
  expect(partOf("batch")).toBeGreaterThan(0.1);
  expect(partOf("broken")).toBeGreaterThan(0.005);
  expect(partOf("wrong")).toBeGreaterThan(0.002);
  expect(partOf("broken") + partOf("wrong")).toBeLessThan(0.05);
});

test("only a wrong call asks for the impossible; a service's cached prefix is always the same", () => {
  const prefixes = new Map<string, Set<string>>();
  for (const { manner, params, feature } of calls) {
    expect(params.max_tokens > 0).toBe(manner !== "wrong");
    const known = prefixes.get(feature.name) ?? new Set();
    prefixes.set(feature.name, known.add(JSON.stringify(params.system ?? null)));
  }

  expect(prefixes.get("contract-reading")).toEqual(new Set(["null"]));
  expect(prefixes.get("code-review")?.size).toBe(1);
  expect(prefixes.get("chat")?.size).toBe(3);
});

const draw = () => services.map((service) => drawCall(seededRandom("again"), service));

test("the same draw gives the same call", () => {
  expect(draw()).toEqual(draw());
});
