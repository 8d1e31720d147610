import { expect, test } from "vitest";
import { createSecretBox } from "./secret-box.ts";

const box = createSecretBox("a pepper of at least 32 characters");

test("what is sealed is opened again, and looks different each time", () => {
  const [first, second] = [box.seal("whsec_ü"), box.seal("whsec_ü")];
  expect(first).not.toBe(second);
  expect(first).not.toContain("whsec");
  expect([box.open(first), box.open(second)]).toEqual(["whsec_ü", "whsec_ü"]);
});

test("while one pepper takes the place of the other, what either sealed is opened, and the new one seals", () => {
  const fresh = createSecretBox(
    "a new pepper of at least 32 letters",
    "a pepper of at least 32 characters",
  );
  expect(fresh.open(box.seal("old"))).toBe("old");
  expect(fresh.open(fresh.seal("new"))).toBe("new");
  expect(() => box.open(fresh.seal("new"))).toThrow("another pepper");
  expect(() => fresh.open(createSecretBox("a third one of at least 32 letters").seal("x"))).toThrow(
    "another pepper",
  );
});

test.each([
  ["another pepper", () => createSecretBox("another pepper of 32 characters...").seal("x")],
  ["a changed byte", () => box.seal("secret").replace(/.{4}$/, "AAAA")],
  ["another version", () => box.seal("secret").replace("v1", "v2")],
  ["nothing", () => ""],
])("%s is not opened", (_title, sealed) => {
  expect(() => box.open(sealed())).toThrow("another pepper");
});
