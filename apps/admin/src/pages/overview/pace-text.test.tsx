// @vitest-environment happy-dom
import { expect, test, vi } from "vitest";
import { createFormatter } from "../../format/formatter.ts";
import { openPage, PATIENT } from "../../testing/open-page.tsx";
import { sampleAnswers } from "../../testing/sample-answers.ts";
import { paceChange } from "./pace-text.tsx";

const format = createFormatter("en");
const pace = (costPicoUsd: bigint, before: bigint): unknown =>
  paceChange({ costPicoUsd, previousMonth: { costPicoUsd: before } }, format);

test("the month to come is compared with the whole month before", () => {
  expect(pace(150n, 100n)).toEqual({ kind: "more", by: "50%" });
  expect(pace(50n, 100n)).toEqual({ kind: "less", by: "50%" });
  expect(pace(100n, 100n)).toEqual({ kind: "same", by: "" });
  expect(pace(100n, 0n)).toEqual({ kind: "unknown", by: "" });
});

test("the running month says where it is going; other periods do not", async () => {
  const answers = sampleAnswers();
  const healthy = answers.get("admin.systemOverview");
  answers.set("admin.systemOverview", (input) =>
    Object.assign({}, healthy?.(input), {
      month:
        input["forecast"] === true
          ? {
              startDate: new Date("2026-11-01T00:00:00Z"),
              endDate: new Date("2026-12-01T00:00:00Z"),
              toDate: { costPicoUsd: 80_000_000_000_000n },
              costPicoUsd: 90_000_000_000_000n,
              previousMonth: { costPicoUsd: 60_000_000_000_000n },
              methodDescription: "By weekday.",
            }
          : null,
    }),
  );
  const page = openPage("/", answers);
  await page.says("On pace for $90.00 in November, 50% more than in October.");
  await page.click("Last month");
  await vi.waitFor(() => {
    expect(page.text()).not.toContain("On pace for");
  }, PATIENT);
});
