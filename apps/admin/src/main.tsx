import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { chooseLanguage, loadCatalogue } from "./catalogue/catalogue.ts";
import { createAdminClient } from "./data/admin-client.ts";
import { createQueryClient } from "./data/query-client.ts";
import { TrpcProvider } from "./data/trpc.ts";
import { LocaleProvider } from "./locale/locale-provider.tsx";
import { recall } from "./locale/remembered.ts";
import { createAdminRouter } from "./router.tsx";

const router = createAdminRouter();

const toLogin = (): void => {
  const { pathname, href } = router.state.location;
  if (pathname !== "/login") {
    void router.navigate({ to: "/login", search: { redirect: href }, replace: true });
  }
};

const queryClient = createQueryClient(toLogin);
const client = createAdminClient("/trpc/admin");
const language = chooseLanguage(
  recall(() => localStorage, "language"),
  navigator.languages,
);
const catalogue = await loadCatalogue(language);
const root = document.querySelector("#root");
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <LocaleProvider catalogue={catalogue} language={language}>
        <QueryClientProvider client={queryClient}>
          <TrpcProvider queryClient={queryClient} trpcClient={client}>
            <RouterProvider router={router} />
          </TrpcProvider>
        </QueryClientProvider>
      </LocaleProvider>
    </StrictMode>,
  );
}
