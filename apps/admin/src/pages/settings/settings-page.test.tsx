// @vitest-environment happy-dom
import { beforeAll, expect, test, vi } from "vitest";
import { openPage, PATIENT, type OpenPage } from "../../testing/open-page.tsx";
import { sampleAnswers } from "../../testing/sample-answers.ts";

// Fetched before the tests, not while they wait.
beforeAll(async () => {
  await import("./settings-page.tsx");
  await import("../../account/forced-password.tsx");
}, 60_000);

const me = {
  id: "1",
  login: "olga",
  role: "owner",
  permissions: ["members.read", "members.manage", "retention.read", "retention.manage"],
  userNames: [],
  mustChangePassword: false,
};
const time = new Date("2026-11-03T10:00:00Z");
const anna = {
  id: "2",
  login: "anna",
  role: "analyst",
  disabledAt: null,
  userNames: ["u1"],
  mustChangePassword: false,
  createTime: time,
  lastSeenTime: null,
};
const month = {
  monthStart: new Date("2025-06-01T00:00:00Z"),
  monthEnd: new Date("2025-07-01T00:00:00Z"),
  recordCount: "1234",
  byteCount: "2000000",
};
const session = { memberId: "1", network: "192.0.2.0/24", createTime: time, lastSeenTime: time };

const open = (address: string, member: object = me): OpenPage => {
  const answers = sampleAnswers();
  answers.set("auth.me", () => member);
  answers.set("auth.sessions", () => ({
    sessions: [
      {
        ...session,
        id: "a",
        userAgent: "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
      },
      { ...session, id: "b", userAgent: null },
    ],
    currentId: "a",
  }));
  answers.set("members.list", () => [anna]);
  answers.set("retention.months", () => ({ kept: [month], dropped: [] }));
  return openPage(address, answers);
};

const inputOf = (page: OpenPage, path: string): unknown =>
  page.calls.findLast((call) => call.path === path)?.input;

test("a session names its browser and system, the whole text a touch away", async () => {
  const page = open("/settings");
  await page.says("Firefox 140");
  expect(page.text()).toContain("Linux");
  expect(page.text()).not.toContain("Mozilla");
  expect(document.querySelector('td[title^="Mozilla/5.0"]')).not.toBeNull();
});

test("another session is ended, and the password changed", async () => {
  const page = open("/settings");
  page.answers.set("auth.revokeSession", () => null);
  page.answers.set("auth.changePassword", () => me);
  await page.click("End");
  await page.says("has to log in again");
  await page.click("End");
  await vi.waitFor(() => {
    expect(inputOf(page, "auth.revokeSession")).toEqual({ sessionId: "b" });
  }, PATIENT);
  await page.type("Current password", "old");
  await page.type("New password, at least 12 characters", "a new password");
  await page.type("New password again", "a new");
  await page.says("not the same");
  await page.type("New password again", "a new password");
  await page.click("Change password");
  await page.says("Your other sessions have ended.");
  expect(inputOf(page, "auth.changePassword")).toEqual({
    currentPassword: "old",
    newPassword: "a new password",
  });
});

test("whose password somebody else chose is asked for a new one before anything else", async () => {
  const page = open("/settings?tab=members", { ...me, mustChangePassword: true });
  page.answers.set("auth.changePassword", () => me);
  await page.says("Choose your own password");
  page.answers.set("auth.me", () => me);
  await page.type("Current password", "old");
  await page.type("New password, at least 12 characters", "a new password");
  await page.type("New password again", "a new password");
  await page.click("Change password");
  await page.says("anna");
  expect(page.text()).not.toContain("Choose your own password");
});

test("a member is made, and the password shown once", async () => {
  const page = open("/settings?tab=members");
  page.answers.set("members.create", () => ({ member: anna, password: "once-only" }));
  await page.click("Add member");
  await page.type("Login", "ben");
  await page.choose("Role", "auditor");
  await page.click("Save");
  await page.says("once-only");
  expect(inputOf(page, "members.create")).toEqual({ login: "ben", role: "auditor", userNames: [] });
  await page.click("I have copied it");
  await vi.waitFor(() => {
    expect(page.text()).not.toContain("once-only");
  }, PATIENT);
});

test("a member is changed, disabled and given a password, each after a question", async () => {
  const page = open("/settings?tab=members");
  page.answers.set("members.update", () => anna);
  page.answers.set("members.disable", () => anna);
  page.answers.set("members.resetPassword", () => ({ member: anna, password: "once-only" }));
  await page.click("Edit");
  await page.choose("Role", "admin");
  await page.click("Save");
  await vi.waitFor(() => {
    expect(inputOf(page, "members.update")).toEqual({ id: "2", role: "admin", userNames: ["u1"] });
    expect(document.querySelector("dialog")).toBeNull();
  }, PATIENT);
  await page.click("Disable");
  await page.says("let in no more");
  await page.click("Disable");
  await vi.waitFor(() => {
    expect(inputOf(page, "members.disable")).toEqual({ id: "2" });
    expect(document.querySelector("dialog")).toBeNull();
  }, PATIENT);
  await page.click("Reset password");
  await page.says("their sessions end");
  await page.click("Reset password");
  await page.says("once-only");
});

test("old months are shown before they go, and go after a word", async () => {
  const page = open("/settings?tab=retention");
  page.answers.set("retention.drop", () => ({ months: [month], isDropped: false }));
  await page.says("2 MB");
  await page.click("Show what would go");
  await page.click("Drop for good");
  await page.type("Type drop to go on", "drop");
  await page.click("Drop for good");
  await vi.waitFor(() => {
    expect(inputOf(page, "retention.drop")).toEqual({ keptMonths: 12, dryRun: false });
  }, PATIENT);
});

test("one's own zone is chosen here too, and goes into the address", async () => {
  const page = open("/settings");
  await page.says("Budgets and alerts count by the zone each of them names");
  await page.type("Another time zone", "Asia/Kathmandu");
  await page.click("Apply");
  await vi.waitFor(() => {
    expect(page.address()).toBe("/settings?tz=Asia%2FKathmandu");
  }, PATIENT);
});

test("what each role sees of names is said, one's own marked; channels stand here for those who may see alerts", async () => {
  const page = open("/settings?tab=masking");
  await vi.waitFor(() => {
    const own = Array.from(document.querySelectorAll("tr"), (row) => row.textContent).filter(
      (text) => text.includes("your role"),
    );
    expect(own).toEqual(["OwnerNames as they were sentyour role"]);
  }, PATIENT);
  expect(page.text()).not.toContain("Channels");
  page.answers.set("auth.me", () => ({ ...me, permissions: ["alerts.read"] }));
  page.answers.set("alerts.channels.list", () => []);
  const other = openPage("/settings?tab=channels", page.answers);
  await other.says("No channels yet");
});
