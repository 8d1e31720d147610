import { getRouteApi } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useLocale } from "../../locale/locale-context.ts";
import { usePageTexts } from "../../locale/page-texts.ts";
import { Page } from "../../shell/page.tsx";
import { ScrollBox } from "../../ui/scroll-box.tsx";
import { Segments } from "../../ui/segments.tsx";
import { alertTabs } from "./alerts-search.ts";
import type { AlertsPart } from "./alerts-part.ts";
import { alertsTexts } from "./alerts-texts.ts";
import { ChannelsCard } from "./channels-card.tsx";
import { DeliveriesCard } from "./deliveries-card.tsx";
import { HistoryCard } from "./history-card.tsx";
import { RulesCard } from "./rules-card.tsx";

const route = getRouteApi("/app/alerts");

const Tab = (part: AlertsPart): ReactElement => {
  switch (part.search.tab) {
    case "channels":
      return <ChannelsCard />;
    case "history":
      return <HistoryCard {...part} />;
    case "deliveries":
      return <DeliveriesCard {...part} />;
    case "rules":
    case undefined:
    default:
      return <RulesCard />;
  }
};

/** When people are told of what is used, how, and what they were told. */
export const AlertsPage = (): ReactElement => {
  const { t } = useLocale();
  const texts = usePageTexts(alertsTexts);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <Page intro={texts.intro} title={t.app.pages.alerts}>
      <ScrollBox>
        <Segments
          className="w-fit"
          label={texts.tab}
          onChoose={(tab) =>
            void navigate({
              search: (now) => ({
                ...now,
                tab: tab === "rules" ? undefined : tab,
                before: undefined,
                only: undefined,
              }),
            })
          }
          options={alertTabs.map((value) => ({ value, name: texts.tabs[value] }))}
          value={search.tab ?? "rules"}
        />
      </ScrollBox>
      <Tab onSearch={(change) => void navigate({ search: change })} search={search} />
    </Page>
  );
};
