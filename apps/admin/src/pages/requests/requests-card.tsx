import type { DetailRow } from "@tokenledger/usage";
import { useState, type ReactElement } from "react";
import { useLocale } from "../../locale/locale-context.ts";
import { usePageTexts } from "../../locale/page-texts.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Notice } from "../../ui/notice.tsx";
import { QueryBody } from "../../ui/query-body.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import type { ViewPeriod } from "../../view/view-period.ts";
import type { SearchChange } from "../../view/search-change.ts";
import type { RequestsSearch } from "../../view/view-search.ts";
import { lookUpText } from "./look-up.ts";
import { RecordList } from "./record-list.tsx";
import { RequestControls } from "./request-controls.tsx";
import { requestsTexts } from "./requests-texts.ts";
import type { Requests } from "./use-requests.ts";

interface RequestsCardProps {
  readonly search: RequestsSearch;
  readonly view: ViewPeriod;
  readonly requests: Requests;
  readonly onSearch: (change: SearchChange<RequestsSearch>) => void;
  readonly onScrolled: (isScrolled: boolean) => void;
}

const LiveSwitch = ({
  search,
  view,
  requests,
  onSearch,
}: Omit<RequestsCardProps, "onScrolled">): ReactElement | null => {
  const { t } = useLocale();
  if (!view.isLive || lookUpText(search) !== "") {
    return null;
  }
  const isOn = search.live !== "off";
  return (
    <Button
      aria-pressed={isOn}
      className={requests.isFollowing ? "text-good" : ""}
      onClick={() => {
        onSearch((now) => ({ ...now, live: isOn ? "off" : undefined }));
      }}
      title={t.requests.liveHint}
    >
      <Icon name={isOn ? "pause" : "play"} />
      {isOn ? t.requests.live : t.requests.paused}
    </Button>
  );
};

const Foot = ({
  requests,
  count,
}: {
  readonly requests: Requests;
  readonly count: number;
}): ReactElement => {
  const { t, format } = useLocale();
  const texts = usePageTexts(requestsTexts);
  const state = requests.isFetchingOlder ? texts.loadingOlder : t.requests.end;
  return (
    <p className="flex flex-wrap justify-between gap-2 border-t border-line pt-3 text-sm text-ink-soft">
      <span>{texts.shown(format.exact(count))}</span>
      <span>{requests.hasOlder && !requests.isFetchingOlder ? null : state}</span>
    </p>
  );
};

const Body = ({
  rows,
  requests,
  search,
  onScrolled,
}: Pick<RequestsCardProps, "requests" | "search" | "onScrolled"> & {
  readonly rows: readonly DetailRow[];
}): ReactElement => {
  const { t } = useLocale();
  const texts = usePageTexts(requestsTexts);
  return rows.length === 0 ? (
    <Notice hint={t.state.emptyHint} title={t.state.empty} />
  ) : (
    <>
      {requests.isCut ? (
        <output className="mb-2 block rounded-md bg-warn-soft px-3 py-1 text-sm text-warn">
          {texts.cut}
        </output>
      ) : null}
      <RecordList
        hasOlder={requests.hasOlder}
        onOlder={requests.fetchOlder}
        onScrolled={onScrolled}
        openAddress={search.record ?? null}
        rows={rows}
      />
      <Foot count={rows.length} requests={requests} />
    </>
  );
};

/** The records of the address: the newest first, older ones as they are scrolled to; a running period follows what arrives. */
export const RequestsCard = (props: RequestsCardProps): ReactElement => {
  const { t } = useLocale();
  const texts = usePageTexts(requestsTexts);
  const { search, requests, onSearch } = props;
  // A new list starts at its top: that is what coming back to the newest is.
  const [generation, setGeneration] = useState(0);
  const [isScrolled, setIsScrolled] = useState(false);
  const scrolled = (next: boolean): void => {
    setIsScrolled(next);
    props.onScrolled(next);
  };
  const toNewest = (): void => {
    setGeneration(generation + 1);
    scrolled(false);
  };
  return (
    <Card
      actions={
        <div className="flex flex-wrap items-center gap-2">
          {isScrolled ? (
            <Button onClick={toNewest}>
              <Icon name="up" />
              {texts.toNewest}
            </Button>
          ) : null}
          <RequestControls onSearch={onSearch} search={search} />
          <LiveSwitch {...props} />
        </div>
      }
      title={t.requests.all}
    >
      <QueryBody query={requests.query} skeleton={<Skeleton lines={12} />}>
        {(rows) => (
          <Body
            key={generation}
            onScrolled={scrolled}
            requests={requests}
            rows={rows}
            search={search}
          />
        )}
      </QueryBody>
    </Card>
  );
};
