import { expect, test } from "vitest";
import type { TextStore } from "../locale/remembered.ts";
import { zoneSearch } from "./zone-search.ts";

const remembering = (zone: string | null) => (): TextStore => ({
  getItem: (name) => (name === "tokenledger.zone" ? zone : null),
  setItem: () => undefined,
  removeItem: () => undefined,
});

test("the address decides, then what was chosen last, then UTC", () => {
  const kathmandu = remembering("Asia/Kathmandu");
  expect(zoneSearch({ tz: "Asia/Tokyo" }, kathmandu)).toEqual({ tz: "Asia/Tokyo" });
  expect(zoneSearch({ tz: "UTC" }, kathmandu)).toEqual({ tz: "UTC" });
  expect(zoneSearch({}, kathmandu)).toEqual({ tz: "Asia/Kathmandu" });
  expect(zoneSearch({}, remembering(null))).toEqual({});
});

test("what is no zone is dropped, wherever it came from", () => {
  expect(zoneSearch({ tz: "Nowhere/Nothing" }, remembering("Asia/Tokyo"))).toEqual({
    tz: "Asia/Tokyo",
  });
  expect(zoneSearch({ tz: ["Asia/Tokyo"] }, remembering("+01:00"))).toEqual({});
});
