import type { QueryClient } from "@tanstack/react-query";
import { atMost } from "./at-most.ts";

const WAIT_MS_MAX = 250;

/**
 * Waits until what was asked so far is answered and handed to the page, a moment at most: a first sight that is shown with its figures
 * comes sooner than one that is shown without them and then anew. What comes later, or fails, is the page's to show.
 */
export const firstAnswers = async (
  queryClient: QueryClient,
  waitMsMax: number = WAIT_MS_MAX,
): Promise<void> => {
  const asked = queryClient
    .getQueryCache()
    .getAll()
    .flatMap(({ promise }) => promise ?? []);
  await atMost(waitMsMax, Promise.allSettled(asked));
  // React Query hands an answer on in a task of its own, which is due before this one.
  await new Promise((resolve) => {
    setTimeout(resolve);
  });
};
