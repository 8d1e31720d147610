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

/** Long enough that a paint of what stands there now is told. */
const TOLD_MS = 300;

/** Reads the paints that were, once the page stands still. */
export const readPaint = async (page: Page): Promise<PagePaint> =>
  page.evaluate(async (toldMs) => {
    const paints: PerformanceEntry[] = [];
    const observer = new PerformanceObserver((list) => {
      paints.push(...list.getEntries());
    });
    observer.observe({ type: "largest-contentful-paint", buffered: true });
    await new Promise((resolve) => {
      setTimeout(resolve, toldMs);
    });
    const largest = paints.at(-1);
    const element: unknown = largest === undefined ? null : Reflect.get(largest, "element");
    const resources = performance.getEntriesByType("resource");
    const ends = resources
      .filter(({ name }) => name.includes("/trpc/"))
      .map(({ startTime, duration }) => startTime + duration);
    return {
      largestMs: largest === undefined ? null : Math.round(largest.startTime),
      what: element instanceof Element ? element.textContent.trim().slice(0, 32) : "",
      firstMs: Math.round(
        performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0,
      ),
      answeredMs: Math.round(Math.max(0, ...ends)),
      scripts: resources.map(({ name }) => name).filter((name) => name.endsWith(".js")),
    };
  }, TOLD_MS);
