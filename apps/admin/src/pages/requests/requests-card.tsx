import { Link } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useLocale } from "../../locale/locale-context.ts";
import { RecordTable, rowLinkClass } from "../../record/record-table.tsx";
import { Button, buttonClass } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Notice } from "../../ui/notice.tsx";
import { QueryBody } from "../../ui/query-body.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { recordAddress } from "../../view/record-address.ts";
import type { ViewPeriod } from "../../view/view-period.ts";
import type { SearchChange } from "../../view/search-change.ts";
import type { RequestsSearch } from "../../view/view-search.ts";
import { RequestControls } from "./request-controls.tsx";
import type { Requests } from "./use-requests.ts";

interface RequestsCardProps {
  readonly search: RequestsSearch;
  readonly view: ViewPeriod;
  readonly requests: Requests;
  readonly onSearch: (change: SearchChange<RequestsSearch>) => void;
}

const Pager = ({
  search,
  nextCursor,
}: {
  readonly search: RequestsSearch;
  readonly nextCursor: string | null;
}): ReactElement => {
  const { t } = useLocale();
  return (
    <div className="flex items-center justify-between gap-2 pt-3 text-sm text-ink-soft">
      {search.cursor === undefined ? (
        <span />
      ) : (
        <Link
          className={buttonClass("quiet")}
          search={{ ...search, cursor: undefined }}
          to="/requests"
        >
          {t.requests.newest}
        </Link>
      )}
      {nextCursor === null ? (
        <span>{t.requests.end}</span>
      ) : (
        <Link
          className={buttonClass("quiet")}
          search={{ ...search, cursor: nextCursor }}
          to="/requests"
        >
          {t.requests.older}
          <Icon name="next" />
        </Link>
      )}
    </div>
  );
};

const LiveSwitch = ({
  search,
  view,
  requests,
  onSearch,
}: RequestsCardProps): ReactElement | null => {
  const { t } = useLocale();
  if (!view.isLive || search.cursor !== undefined) {
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

/** The records of the address, a page at a time; the newest page follows what arrives. */
export const RequestsCard = (props: RequestsCardProps): ReactElement => {
  const { t } = useLocale();
  const { search, requests, onSearch } = props;
  return (
    <Card
      actions={
        <div className="flex flex-wrap items-center gap-2">
          <RequestControls onSearch={onSearch} search={search} />
          <LiveSwitch {...props} />
        </div>
      }
      title={t.requests.all}
    >
      <QueryBody query={requests.query} skeleton={<Skeleton lines={12} />}>
        {({ rows, nextCursor }) =>
          rows.length === 0 ? (
            <Notice hint={t.state.emptyHint} title={t.state.empty} />
          ) : (
            <>
              <RecordTable
                caption={t.requests.title}
                openAddress={search.record ?? null}
                renderLink={(row, moment) => (
                  <Link
                    aria-label={t.record.open(moment)}
                    className={rowLinkClass}
                    resetScroll={false}
                    search={{ ...search, record: recordAddress(row) }}
                    to="/requests"
                  >
                    {moment}
                  </Link>
                )}
                rows={rows}
              />
              <Pager nextCursor={nextCursor} search={search} />
            </>
          )
        }
      </QueryBody>
    </Card>
  );
};
