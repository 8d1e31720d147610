// @vitest-environment happy-dom
import { beforeAll, expect, test, vi } from "vitest";
import { openPage, PATIENT } from "../testing/open-page.tsx";
import { sampleKeys } from "../testing/sample-answers.ts";

// Fetched before the test, not while it waits.
beforeAll(async () => {
  await import("../pages/key/key-page.tsx");
}, 60_000);

test("a key is rotated with an overlap, and its new secret shown once", async () => {
  const page = openPage("/keys/1");
  page.answers.set("accessKeys.rotate", () => ({ accessKey: sampleKeys[0], token: "tl_new" }));
  await page.says("Last used");
  await page.click("Rotate");
  await page.choose("Old secret is taken", "0");
  await page.click("Rotate");
  await page.says("tl_new");
  expect(page.calls.findLast(({ path }) => path === "accessKeys.rotate")?.input).toEqual({
    id: "1",
    previousExpiresAt: null,
  });
  await page.click("I have copied it");
  await vi.waitFor(() => {
    expect(page.text()).not.toContain("tl_new");
  }, PATIENT);
});
