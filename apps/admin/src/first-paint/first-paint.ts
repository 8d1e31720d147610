/** A browser that does not tell, as of a page that left the screen meanwhile, is waited for no longer than this. */
const WAIT_MS_MAX = 1000;
const PAINT = "paint";

/** A page that is loaded again, or come back to, is scrolled to where it stood: it is drawn whole. */
const isOpenedAnew = (): boolean =>
  performance
    .getEntriesByType("navigation")
    .every((entry) => !("type" in entry) || entry.type === "navigate");

const tellsPaints = (): boolean =>
  document.visibilityState === "visible" &&
  typeof PerformanceObserver === "function" &&
  PerformanceObserver.supportedEntryTypes.includes(PAINT);

const untilPainted = async (): Promise<void> =>
  new Promise((resolve) => {
    const observer = new PerformanceObserver((list) => {
      if (list.getEntriesByName("first-contentful-paint").length > 0) end();
    });
    const timer = setTimeout(() => {
      end();
    }, WAIT_MS_MAX);
    const end = (): void => {
      clearTimeout(timer);
      observer.disconnect();
      resolve();
    };
    observer.observe({ type: PAINT, buffered: true });
  });

const state: { toCome: Promise<void> | null } = { toCome: null };

/** To be called once, when the drawing of the page begins. Nothing is waited for where the page is loaded again, or nobody would tell. */
export const awaitFirstPaint = (): void => {
  if (!tellsPaints() || !isOpenedAnew()) return;
  const painted = untilPainted();
  const through = async (): Promise<void> => {
    await painted;
    state.toCome = null;
  };
  state.toCome = through();
};

/**
 * Resolves when the browser has put the first sight on the screen; null when it has, or when nothing is waited for. What the first
 * sight does not need waits for it: else it takes the first sight's place on the processor.
 */
export const firstPaintToCome = (): Promise<void> | null => state.toCome;
