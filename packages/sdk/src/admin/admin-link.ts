import superjson from "superjson";

type Fetch = typeof globalThis.fetch;

/** What every link to the admin router has in common: its address, its transformer, its `fetch`. */
export const adminLink = (options: {
  readonly url: string;
  readonly fetch?: Fetch | undefined;
}) => {
  const carry = options.fetch ?? globalThis.fetch;
  return {
    url: `${options.url.replace(/\/+$/u, "")}/trpc/admin`,
    transformer: superjson,
    fetch: (
      input: URL | RequestInfo,
      init?: Omit<RequestInit, "signal"> & { signal?: AbortSignal | null | undefined },
    ): Promise<Response> => carry(input, { ...init, signal: init?.signal ?? null }),
  };
};
