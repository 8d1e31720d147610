// @vitest-environment happy-dom
import { createRoot } from "react-dom/client";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createAdminClient } from "../data/admin-client.ts";
import { AfterFirstPaint } from "./after-first-paint.tsx";
import { awaitFirstPaint, firstPaintToCome } from "./first-paint.ts";

/** What a browser tells of its paints: nothing until `told`. */
const observed: { tell: ((names: readonly string[]) => void) | null } = { tell: null };

type Callback = (list: { readonly getEntriesByName: (name: string) => readonly string[] }) => void;

class Observer {
  static get supportedEntryTypes(): readonly string[] {
    return ["paint"];
  }

  readonly #callback: Callback;

  constructor(callback: Callback) {
    this.#callback = callback;
  }

  observe(): void {
    observed.tell = (names) => {
      this.#callback({ getEntriesByName: (name) => names.filter((one) => one === name) });
    };
  }

  disconnect(): void {
    observed.tell = null;
  }
}

const tell = async (...names: readonly string[]): Promise<void> => {
  observed.tell?.(names);
  await Promise.resolve();
  await Promise.resolve();
};

const draw = (): HTMLElement => {
  const root = document.createElement("div");
  createRoot(root).render(<AfterFirstPaint>below</AfterFirstPaint>);
  return root;
};

beforeEach(() => {
  vi.stubGlobal("PerformanceObserver", Observer);
  vi.spyOn(document, "visibilityState", "get").mockReturnValue("visible");
});
afterEach(async () => {
  await tell("first-contentful-paint");
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

test("what lies below is drawn, and what it asks travels, when the first sight is on the screen and not before", async () => {
  const fetched = vi.fn<typeof fetch>(async () => Promise.reject(new Error("no server")));
  vi.stubGlobal("fetch", fetched);
  awaitFirstPaint();
  const root = draw();
  const asked = createAdminClient("http://localhost/trpc/admin").auth.me.query();
  const answered = Promise.allSettled([asked]);
  await tell("first-paint");
  await new Promise((resolve) => {
    setTimeout(resolve);
  });
  expect(firstPaintToCome()).not.toBeNull();
  expect(root.textContent).toBe("");
  expect(fetched).not.toHaveBeenCalled();
  await tell("first-contentful-paint");
  await answered;
  expect(fetched).toHaveBeenCalledOnce();
  await expect.poll(() => root.textContent).toBe("below");
  expect(firstPaintToCome()).toBeNull();
});

test("later pages are drawn whole at once", async () => {
  const root = draw();
  await expect.poll(() => root.textContent).toBe("below");
});

test("a page that is loaded again is drawn whole: it is scrolled to where it stood", () => {
  const entry = {
    name: location.href,
    entryType: "navigation",
    startTime: 0,
    duration: 0,
    type: "reload",
    toJSON: () => null,
  };
  vi.spyOn(performance, "getEntriesByType").mockReturnValue([entry]);
  awaitFirstPaint();
  expect(firstPaintToCome()).toBeNull();
});

test("a page in the background, and a browser that tells no paints, wait for none", () => {
  vi.spyOn(document, "visibilityState", "get").mockReturnValue("hidden");
  awaitFirstPaint();
  expect(firstPaintToCome()).toBeNull();
  vi.spyOn(document, "visibilityState", "get").mockReturnValue("visible");
  vi.spyOn(Observer, "supportedEntryTypes", "get").mockReturnValue([]);
  awaitFirstPaint();
  expect(firstPaintToCome()).toBeNull();
});

test("a page that left the screen before its first paint waits a second", async () => {
  vi.useFakeTimers();
  awaitFirstPaint();
  await vi.advanceTimersByTimeAsync(999);
  expect(firstPaintToCome()).not.toBeNull();
  await vi.advanceTimersByTimeAsync(1);
  expect(firstPaintToCome()).toBeNull();
});
