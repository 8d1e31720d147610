import { getRouteApi } from "@tanstack/react-router";
import { useState, type ReactElement } from "react";
import { ExportLink } from "../../export-link/export-link.tsx";
import { useLocale } from "../../locale/locale-context.ts";
import { useMinute } from "../../period/use-minute.ts";
import { Page } from "../../shell/page.tsx";
import { ViewBar } from "../../shell/view-bar.tsx";
import { viewPeriod } from "../../view/view-period.ts";
import { sharedPart, type RequestsSearch } from "../../view/view-search.ts";
import type { SearchChange } from "../../view/search-change.ts";
import { HistogramCard } from "./histogram-card.tsx";
import { knownOutcomes } from "./known-outcomes.ts";
import { lookUpText } from "./look-up.ts";
import { RecordDrawer } from "./record-drawer.tsx";
import { RequestsCard } from "./requests-card.tsx";
import { useRequests } from "./use-requests.ts";

const route = getRouteApi("/app/requests");

const ExportView = ({ search }: { readonly search: RequestsSearch }): ReactElement => (
  <ExportLink
    search={{
      ...sharedPart(search),
      new: "records",
      outcome: knownOutcomes(search.outcome)[0],
      requestId: search.requestId,
      messageId: search.messageId,
    }}
  />
);

/** Every record, found by filter or by id, and opened to the last digit. */
export const RequestsPage = (): ReactElement => {
  const { t, zone } = useLocale();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const nowMs = useMinute();
  const view = viewPeriod(search.range, nowMs, zone);
  const [isScrolled, setIsScrolled] = useState(false);
  const requests = useRequests(search, view, nowMs, isScrolled);
  const change = (next: SearchChange<RequestsSearch>): void => void navigate({ search: next });
  return (
    <Page
      actions={<ExportView search={search} />}
      intro={t.requests.intro}
      title={t.requests.title}
    >
      <ViewBar
        answer={requests.answer}
        nowMs={nowMs}
        onSearch={(shared) => {
          // Another question starts at its newest records, with none open.
          setIsScrolled(false);
          change((now) => ({ ...shared(now), record: undefined }));
        }}
        search={search}
        view={view}
      />
      {lookUpText(search) === "" ? <HistogramCard search={search} view={view} /> : null}
      <RequestsCard
        // Another question is another list, which starts at its top.
        key={JSON.stringify({ ...search, record: undefined, live: undefined })}
        onScrolled={setIsScrolled}
        onSearch={change}
        requests={requests}
        search={search}
        view={view}
      />
      {search.record === undefined ? null : (
        <RecordDrawer
          address={search.record}
          onAddress={(record) => {
            // Turning pages inside the drawer is no step of the history; closing it is.
            void navigate({
              search: (now) => ({ ...now, record }),
              replace: record !== undefined,
            });
          }}
          rows={requests.query.data ?? []}
        />
      )}
    </Page>
  );
};
