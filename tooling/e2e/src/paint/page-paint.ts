import type { Page } from "playwright-core";

/** How a page came up in a browser that was never here. */
export interface PagePaint {
  /** The largest paint, milliseconds after the address was asked for; null where the browser does not say. */
  readonly largestMs: number | null;
  /** What was painted then: its first words. */
  readonly what: string;
  readonly firstMs: number;
  /** When the last question that the first sight asked was answered. */
  readonly answeredMs: number;
  readonly scripts: readonly string[];
}

/** Reads the paints that were, once the page stands still. */
export const readPaint = async (page: Page): Promise<PagePaint> =>
  page.evaluate(async () => {
    const largest = await new Promise<{ startTime: number; text: string } | null>((resolve) => {
      const observer = new PerformanceObserver((list) => {
        const last = list.getEntries().at(-1);
        const element: unknown = last === undefined ? null : Reflect.get(last, "element");
        const text = element instanceof Element ? element.textContent.trim() : "";
        resolve(last === undefined ? null : { startTime: last.startTime, text });
      });
      observer.observe({ type: "largest-contentful-paint", buffered: true });
      setTimeout(() => resolve(null), 3000);
    });
    const resources = performance.getEntriesByType("resource");
    const ends = resources
      .filter(({ name }) => name.includes("/trpc/"))
      .map(({ startTime, duration }) => startTime + duration);
    return {
      largestMs: largest === null ? null : Math.round(largest.startTime),
      what: (largest?.text ?? "").slice(0, 32),
      firstMs: Math.round(
        performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0,
      ),
      answeredMs: Math.round(Math.max(0, ...ends)),
      scripts: resources.map(({ name }) => name).filter((name) => name.endsWith(".js")),
    };
  });
