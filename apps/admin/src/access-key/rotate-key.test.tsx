// @vitest-environment happy-dom
import { beforeAll, expect, test, vi } from "vitest";
import { openPage, PATIENT } from "../testing/open-page.tsx";
import { sampleAnswers, sampleKeys } from "../testing/sample-answers.ts";

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

test.each([
  { hours: 1, words: "…Ab1C, taken until" },
  { hours: -1, words: "…Ab1C, ended" },
])("a key says whether the secret before is still taken: $words", async ({ hours, words }) => {
  const answers = sampleAnswers();
  const rotatedAt = new Date(Date.now() - 86_400_000);
  const expiresAt = new Date(Date.now() + hours * 3_600_000);
  answers.set("accessKeys.list", () => [
    { ...sampleKeys[0], rotatedAt, previousSecret: { last4: "Ab1C", expiresAt } },
  ]);
  await expect.poll(openPage("/keys/1", answers).text, PATIENT).toContain(words);
});
