// @vitest-environment happy-dom
import { expect, test, vi } from "vitest";
import { openPage, PATIENT, type OpenPage } from "../testing/open-page.tsx";

const pressIn = (label: string, key: string): void => {
  const box = document.querySelector(`input[aria-label="${label}"]`);
  box?.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
};

const BOX = "Page, user, access key or period";

const opened = async (address: string): Promise<OpenPage> => {
  const page = openPage(address);
  await page.says("Go to anything");
  await page.click("Go to anythingCtrl K");
  await page.says("Arrow keys choose");
  return page;
};

test("a few letters and Enter lead to a page, period and filters going along", async () => {
  const page = await opened("/?range=7d&user=alice");
  await page.type(BOX, "request");
  await vi.waitFor(() => {
    expect(document.querySelector("dialog output")?.textContent).toBe("Requests");
  }, PATIENT);
  pressIn(BOX, "Enter");
  await expect.poll(page.address, PATIENT).toBe("/requests?range=7d&user=alice");
  expect(page.text()).not.toContain("Arrow keys choose");
});

test("users are searched for on the server, keys by name; each leads to all about it", async () => {
  const page = await opened("/?range=7d");
  await page.type(BOX, "ali");
  await page.click("alice");
  await expect.poll(page.address, PATIENT).toBe("/users/1?range=7d");
  expect(page.calls.find(({ path }) => path === "users.list")?.input).toMatchObject({
    search: "ali",
  });
});

test("the arrow keys choose; periods and settings are offered too", async () => {
  const page = await opened("/?range=7d");
  await page.type(BOX, "month");
  await page.says("Last month");
  pressIn(BOX, "ArrowDown");
  await vi.waitFor(() => {
    expect(document.querySelector("dialog output")?.textContent).toBe("Last month");
  }, PATIENT);
  pressIn(BOX, "Enter");
  await expect.poll(page.address, PATIENT).toBe("/?range=lastMonth");
});

test("what there is not is said", async () => {
  const page = await opened("/");
  await page.type(BOX, "zzz");
  await expect.poll(page.text, PATIENT).toContain("Nothing of that name");
});

test("a setting takes effect at once", async () => {
  const page = await opened("/");
  await page.type(BOX, "contrast");
  await page.click("Appearance: Contrast");
  expect(document.documentElement.dataset["theme"]).toBe("contrast");
  delete document.documentElement.dataset["theme"];
});
