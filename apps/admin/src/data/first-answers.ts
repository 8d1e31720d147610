import type { QueryClient } from "@tanstack/react-query";

const WAIT_MS_MAX = 150;

/**
 * Waits for the answers to what was asked before anything is drawn, a moment at most: a first sight with its figures is drawn once, and sooner than one that is
 * drawn without them and then anew. What comes later, or fails, is the page's to show.
 */
export const firstAnswers = async (
  queryClient: QueryClient,
  waitMsMax: number = WAIT_MS_MAX,
): Promise<void> => {
  const asked = queryClient
    .getQueryCache()
    .getAll()
    .flatMap(({ promise }) => promise ?? []);
  const late = Promise.withResolvers<void>();
  const timer = setTimeout(late.resolve, waitMsMax);
  await Promise.race([Promise.allSettled(asked), late.promise]);
  clearTimeout(timer);
};
