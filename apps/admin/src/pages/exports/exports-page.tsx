import { getRouteApi } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useMay } from "../../data/use-member.ts";
import { useLocale } from "../../locale/locale-context.ts";
import { usePageTexts } from "../../locale/page-texts.ts";
import { Page } from "../../shell/page.tsx";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import type { SearchChange } from "../../view/search-change.ts";
import { ExportDialog } from "./export-dialog.tsx";
import type { ExportsSearch } from "./exports-search.ts";
import { exportsTexts } from "./exports-texts.ts";
import { JobsCard } from "./jobs-card.tsx";

const route = getRouteApi("/app/exports");

/** Usage taken away as files: what was asked for, how far it is, where it lies. */
export const ExportsPage = (): ReactElement => {
  const { t } = useLocale();
  const texts = usePageTexts(exportsTexts);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const mayCreate = useMay("exports.create");
  const change = (next: SearchChange<ExportsSearch>): void => {
    void navigate({ search: next });
  };
  const create = (
    <Button
      look="primary"
      onClick={() => {
        change((now) => ({ ...now, new: "records" }));
      }}
    >
      <Icon name="plus" />
      {texts.create}
    </Button>
  );
  return (
    <Page actions={mayCreate ? create : null} intro={texts.intro} title={t.app.pages.exports}>
      <JobsCard onSearch={change} search={search} />
      {search.new !== undefined && mayCreate ? (
        <ExportDialog onSearch={change} search={search} />
      ) : null}
    </Page>
  );
};
