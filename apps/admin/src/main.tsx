import type { AdminRouter } from "@tokenledger/api";
import { createTRPCOptionsProxy } from "@trpc/tanstack-react-query";
import { StrictMode } from "react";
import { flushSync } from "react-dom";
import { createRoot } from "react-dom/client";
import { App } from "./app.tsx";
import { chooseLanguage } from "./catalogue/catalogue.ts";
import { createAdminClient } from "./data/admin-client.ts";
import { createQueryClient } from "./data/query-client.ts";
import { firstAnswers } from "./first-paint/first-answers.ts";
import { awaitFirstPaint, firstPaintToCome } from "./first-paint/first-paint.ts";
import { recall } from "./locale/remembered.ts";
import { leadToLogin } from "./lead-to-login.ts";
import { createAdminRouter } from "./router.tsx";

const queryClient = createQueryClient(() => {
  leadToLogin(router);
});
const client = createAdminClient("/trpc/admin");
const trpc = createTRPCOptionsProxy<AdminRouter>({ client, queryClient });
const router = createAdminRouter({ queryClient, trpc });

// Who asks decides what else may be asked: on its way before the page stands, nothing waits for its answer.
if (router.latestLocation.pathname !== "/login") {
  void queryClient.prefetchQuery(trpc.auth.me.queryOptions());
}
const language = chooseLanguage(
  recall(() => localStorage, "language"),
  navigator.languages,
);
await router.load();
const root = document.querySelector<HTMLElement>("#root");
if (root !== null) {
  const answers = firstAnswers(queryClient);
  awaitFirstPaint();
  // Drawn while the answers are on their way, shown when they are there.
  root.hidden = firstPaintToCome() !== null && queryClient.isFetching() > 0;
  flushSync(() => {
    createRoot(root).render(
      <StrictMode>
        <App client={client} language={language} queryClient={queryClient} router={router} />
      </StrictMode>,
    );
  });
  await answers;
  root.hidden = false;
}
