import { expect, test } from "vitest";
import { applyTheme, rememberedTheme } from "../theme/theme.ts";
import { recall, remember } from "./remembered.ts";

const shelf = () => {
  const kept = new Map<string, string>();
  return {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => {
      kept.set(name, value);
    },
    removeItem: (name: string) => {
      kept.delete(name);
    },
  };
};

const forbidden = (): never => {
  throw new Error("storage is forbidden");
};

test("a choice is remembered until it is forgotten", () => {
  const store = shelf();
  expect(recall(() => store, "language")).toBeNull();
  remember(() => store, "language", "zh-CN");
  expect(recall(() => store, "language")).toBe("zh-CN");
  remember(() => store, "language", null);
  expect(recall(() => store, "language")).toBeNull();
});

test("a browser that forbids storage costs nothing but the memory", () => {
  expect(recall(forbidden, "theme")).toBeNull();
  expect(() => {
    remember(forbidden, "theme", "dark");
  }).not.toThrow();
});

test("a theme is put on the page and remembered; system leaves both empty", () => {
  const store = shelf();
  const root = { dataset: {} };
  applyTheme("dark", root, () => store);
  expect(root).toEqual({ dataset: { theme: "dark" } });
  expect(rememberedTheme(() => store)).toBe("dark");
  applyTheme("system", root, () => store);
  expect(root).toEqual({ dataset: {} });
  expect(rememberedTheme(() => store)).toBe("system");
});
