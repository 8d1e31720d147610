import { QueryClientProvider, type QueryClient } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import type { AdminRouter } from "@tokenledger/api";
import type { TRPCClient } from "@trpc/client";
import type { ReactElement } from "react";
import type { Language } from "./catalogue/catalogue.ts";
import { TrpcProvider } from "./data/trpc.ts";
import { LocaleProvider } from "./locale/locale-provider.tsx";
import type { AdminAppRouter } from "./router.tsx";

interface AppProps {
  readonly router: AdminAppRouter;
  readonly queryClient: QueryClient;
  readonly client: TRPCClient<AdminRouter>;
  readonly language: Language;
}

/** The page with all it needs handed in. */
export const App = ({ router, queryClient, client, language }: AppProps): ReactElement => (
  <LocaleProvider language={language}>
    <QueryClientProvider client={queryClient}>
      <TrpcProvider queryClient={queryClient} trpcClient={client}>
        <RouterProvider router={router} />
      </TrpcProvider>
    </QueryClientProvider>
  </LocaleProvider>
);
