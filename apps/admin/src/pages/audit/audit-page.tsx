import { getRouteApi } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useLocale } from "../../locale/locale-context.ts";
import { usePageTexts } from "../../locale/page-texts.ts";
import { Page } from "../../shell/page.tsx";
import { auditTexts } from "./audit-texts.ts";
import { EntriesCard } from "./entries-card.tsx";
import { VerifyCard } from "./verify-card.tsx";

const route = getRouteApi("/app/audit");

/** What people did, and whether the log of it is whole. */
export const AuditPage = (): ReactElement => {
  const { t } = useLocale();
  const texts = usePageTexts(auditTexts);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <Page intro={texts.intro} title={t.app.pages.audit}>
      <VerifyCard />
      <EntriesCard onSearch={(change) => void navigate({ search: change })} search={search} />
    </Page>
  );
};
