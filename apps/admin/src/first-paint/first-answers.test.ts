import { notifyManager, QueryClient, QueryObserver } from "@tanstack/react-query";
import { expect, test, vi } from "vitest";
import { firstAnswers } from "./first-answers.ts";

const hasWaited = (client: QueryClient): (() => boolean) => {
  const state = { isThrough: false };
  const wait = async (): Promise<void> => {
    await firstAnswers(client, 250);
    state.isThrough = true;
  };
  void wait();
  return () => state.isThrough;
};

test("a page is drawn when what was asked has been answered or has failed, and after a moment in any case", async () => {
  vi.useFakeTimers();
  try {
    const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
    const [answered, failed] = [Promise.withResolvers<number>(), Promise.withResolvers<number>()];
    void client.prefetchQuery({ queryKey: ["one"], queryFn: async () => answered.promise });
    void client.prefetchQuery({ queryKey: ["other"], queryFn: async () => failed.promise });
    const isThrough = hasWaited(client);
    answered.resolve(1);
    await vi.advanceTimersByTimeAsync(0);
    expect(isThrough()).toBe(false);
    failed.reject(new Error("away"));
    await vi.advanceTimersByTimeAsync(0);
    expect(isThrough()).toBe(true);

    void client.prefetchQuery({
      queryKey: ["slow"],
      queryFn: async () => new Promise<number>(() => undefined),
    });
    const isThroughAgain = hasWaited(client);
    await vi.advanceTimersByTimeAsync(249);
    expect(isThroughAgain()).toBe(false);
    await vi.advanceTimersByTimeAsync(2);
    expect(isThroughAgain()).toBe(true);
    expect(hasWaited(new QueryClient())()).toBe(false);
  } finally {
    vi.useRealTimers();
  }
});

test("what was answered has reached whoever shows it", async () => {
  const client = new QueryClient();
  const answered = Promise.withResolvers<number>();
  const options = { queryKey: ["one"], queryFn: async () => answered.promise };
  void client.prefetchQuery(options);
  const shown: unknown[] = [];
  // As `useQuery` subscribes.
  const show = notifyManager.batchCalls(({ data }: { readonly data?: unknown }) => {
    shown.push(data);
  });
  const end = new QueryObserver(client, options).subscribe(show);
  const waited = firstAnswers(client, 60_000);
  answered.resolve(1);
  await waited;
  end();
  expect(shown.at(-1)).toBe(1);
});
