import type { IngestRouter } from "@tokenledger/api";
import { createTRPCClient, httpLink, type TRPCClient } from "@trpc/client";

/** A plain client of the ingest router, with the given access key on every call. */
export const ingestClient = (url: string, accessToken: string): TRPCClient<IngestRouter> =>
  createTRPCClient<IngestRouter>({
    links: [
      httpLink({
        url: `${url}/trpc/ingest`,
        headers: { authorization: `Bearer ${accessToken}` },
      }),
    ],
  });
