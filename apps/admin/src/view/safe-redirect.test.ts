import * as fc from "fast-check";
import { expect, test } from "vitest";
import { safeRedirect } from "./safe-redirect.ts";

test("a log-in never leads to another site", () => {
  for (const path of [
    undefined,
    "",
    "https://evil.example",
    "//evil.example",
    "//evil.example/requests",
    "/\\evil.example",
    "javascript:alert(1)",
    "/\t/evil.example",
    "/\n\\evil.example",
    "/.//evil.example",
    "evil",
  ]) {
    expect(safeRedirect(path)).toBe("/");
  }
  fc.assert(
    fc.property(fc.string(), (path) => {
      expect(new URL(safeRedirect(path), "https://here.example").origin).toBe(
        "https://here.example",
      );
    }),
  );
  fc.assert(
    fc.property(fc.string(), (path) => {
      expect(new URL(safeRedirect(`/${path}`), "https://here.example").origin).toBe(
        "https://here.example",
      );
    }),
  );
});

test("a log-in leads back to where one was going, and not to itself", () => {
  expect(safeRedirect("/requests?range=7d&user=a")).toBe("/requests?range=7d&user=a");
  expect(safeRedirect("/login?redirect=/")).toBe("/");
});
