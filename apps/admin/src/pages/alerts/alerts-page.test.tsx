// @vitest-environment happy-dom
import { expect, test, vi } from "vitest";
import {
  sampleChannel,
  sampleDelivery,
  sampleEvent,
  sampleRules,
} from "../../testing/sample-alerts.ts";
import { openPage, PATIENT, type OpenPage } from "../../testing/open-page.tsx";
import { sampleAnswers } from "../../testing/sample-answers.ts";

const open = (address: string): OpenPage => {
  const answers = sampleAnswers();
  answers.set("alerts.list", () => sampleRules);
  answers.set("alerts.channels.list", () => [sampleChannel]);
  answers.set("alerts.events", ({ beforeId }) => ({
    rows: beforeId === null ? [sampleEvent] : [],
    nextBeforeId: beforeId === null ? "11" : null,
  }));
  answers.set("alerts.deliveries", () => ({ rows: [sampleDelivery], nextBeforeId: null }));
  return openPage(address, answers);
};

const inputOf = (page: OpenPage, path: string): unknown =>
  page.calls.findLast((call) => call.path === path)?.input;

test("each rule says what it watches, whom it tells, and how it is", async () => {
  const page = open("/alerts");
  await page.says("An amount is reached");
  await page.says("Spend in US dollars · Day · $50.00");
  await page.says("Ops hook");
  expect(page.text()).toContain("2 open");
  expect(page.text()).toContain("muted until Jan 1, 2999");
  expect(page.text()).toContain("cannot be looked at");
});

test("a new rule is tried on the past, then sent as it was filled in", async () => {
  const page = open("/alerts");
  page.answers.set("alerts.preview", () => ({
    fromTime: new Date(0),
    toTime: new Date(1),
    fireCount: 3,
    moments: [{ ...sampleEvent, title: "As channels say it", time: new Date("2026-11-20") }],
    limitation: null,
  }));
  page.answers.set("alerts.create", () => sampleRules[0]);
  await page.click("New rule");
  await page.says("Something is missing");
  await page.type("Name", "Dear weeks");
  await page.choose("Per", "week");
  await page.type("Amounts, rising", "100, 200.5");
  await page.choose("For", "model");
  await page.click("Try on the last 30 days");
  await page.says("Would have fired 3×");
  await page.says("anna: spend reached $50.00");
  expect(page.text()).not.toContain("As channels say it");
  await page.click("Save");
  const condition = {
    kind: "threshold",
    metric: "spend",
    window: "week",
    thresholds: [100_000_000_000_000n, 200_500_000_000_000n],
    recurringStep: null,
  };
  await vi.waitFor(() => {
    expect(inputOf(page, "alerts.preview")).toMatchObject({ condition, groupBy: "model" });
    expect(inputOf(page, "alerts.create")).toMatchObject({ name: "Dear weeks", condition });
  }, PATIENT);
});

test("a rule is muted for a while, unmuted at once, and removed after its name was typed", async () => {
  const page = open("/alerts");
  page.answers.set("alerts.mute", () => sampleRules[0]);
  page.answers.set("alerts.remove", () => ({ id: "4" }));
  await page.click("Unmute");
  await vi.waitFor(() => {
    expect(inputOf(page, "alerts.mute")).toEqual({ id: "4", until: null });
  }, PATIENT);
  await page.click("Mute");
  await page.says("It goes on firing");
  await page.choose("For", "24");
  await page.click("Cancel");
  await page.click("Remove");
  await page.type("Type Failures to go on", "Failures");
  await page.click("Remove for ever");
  await vi.waitFor(() => {
    expect(inputOf(page, "alerts.remove")).toEqual({ id: "4" });
  }, PATIENT);
});

test("a channel's secret is shown once when it is made, and a test tells what happened", async () => {
  const page = open("/alerts?tab=channels");
  page.answers.set("alerts.channels.create", () => ({
    channel: sampleChannel,
    secret: "whsec_abc",
  }));
  page.answers.set("alerts.test", () => ({
    isDelivered: false,
    detail: "answered 404",
    durationMs: 12,
    delivery: sampleDelivery,
  }));
  await page.click("Send a test");
  await page.says("The test did not reach Ops hook. answered 404");
  await page.click("New channel");
  await page.type("Name", "Second hook");
  await page.type("URL", "https://hooks.example.com/u");
  await page.click("Save");
  await page.says("whsec_abc");
  expect(inputOf(page, "alerts.channels.create")).toEqual({
    name: "Second hook",
    details: { kind: "webhook", url: "https://hooks.example.com/u" },
  });
  await page.click("I have kept it");
  await vi.waitFor(() => {
    expect(page.text()).not.toContain("whsec_abc");
  }, PATIENT);
});

test("a channel is renamed without its secrets, and removed after its name was typed", async () => {
  const page = open("/alerts?tab=channels");
  page.answers.set("alerts.channels.update", () => ({ channel: sampleChannel, secret: null }));
  page.answers.set("alerts.channels.remove", () => ({ id: "7" }));
  await page.click("Edit");
  await page.type("Name", "Hook");
  await page.click("Save");
  await vi.waitFor(() => {
    expect(inputOf(page, "alerts.channels.update")).toEqual({ id: "7", name: "Hook" });
  }, PATIENT);
  await page.click("Remove");
  await page.type("Type Ops hook to go on", "Ops hook");
  await page.click("Remove for ever");
  await vi.waitFor(() => {
    expect(inputOf(page, "alerts.channels.remove")).toEqual({ id: "7" });
  }, PATIENT);
});

test("the history is read page by page, and what was given up is sent again", async () => {
  const page = open("/alerts?tab=history");
  await page.says("anna: spend reached $50.00");
  expect(page.text()).toContain("muted");
  await page.click("Older");
  await page.says("Nothing fired");
  expect(page.address()).toBe("/alerts?tab=history&before=11");
  await page.click("Newest");
  await page.click("Deliveries");
  page.answers.set("alerts.retry", () => sampleDelivery);
  await page.says("answered 500");
  await page.click("Send again");
  await vi.waitFor(() => {
    expect(inputOf(page, "alerts.retry")).toEqual({ id: sampleDelivery.id });
  }, PATIENT);
});
