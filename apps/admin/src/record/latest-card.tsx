import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { liveOptions } from "../data/live.ts";
import { useTrpc } from "../data/trpc.ts";
import { useLocale } from "../locale/locale-context.ts";
import { rowLinkClass } from "./record-row.tsx";
import { RecordTable } from "./record-table.tsx";
import { buttonClass, headLinkClass } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { Notice } from "../ui/notice.tsx";
import { QueryBody } from "../ui/query-body.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { recordAddress } from "../view/record-address.ts";
import { sharedPart } from "../view/view-search.ts";
import type { ViewPart } from "../view/view-part.ts";

const COUNT = 8;

const NoRecords = (): ReactElement => {
  const { t } = useLocale();
  return (
    <Notice hint={t.state.emptyHint} title={t.state.empty}>
      <Link className={buttonClass("quiet")} to="/setup">
        {t.state.setUp}
      </Link>
    </Notice>
  );
};

/** The records that came last, as they come. */
export const LatestCard = ({
  search,
  view,
  filter,
}: Pick<ViewPart, "search" | "view" | "filter">): ReactElement => {
  const { t } = useLocale();
  const trpc = useTrpc();
  const latest = useQuery({
    ...trpc.usage.details.queryOptions({ ...filter, pageSize: COUNT }),
    ...liveOptions(view.isLive),
  });
  const shared = sharedPart(search);
  return (
    <Card
      actions={
        <Link className={headLinkClass} search={shared} to="/requests">
          {t.overview.allRequests}
        </Link>
      }
      title={t.overview.latest}
    >
      <QueryBody query={latest} skeleton={<Skeleton lines={COUNT} />}>
        {({ rows }) =>
          rows.length === 0 ? (
            <NoRecords />
          ) : (
            <RecordTable
              caption={t.overview.latest}
              renderLink={(row, moment) => (
                <Link
                  aria-label={t.record.open(moment)}
                  className={rowLinkClass}
                  search={{ ...shared, record: recordAddress(row) }}
                  to="/requests"
                >
                  {moment}
                </Link>
              )}
              rows={rows}
            />
          )
        }
      </QueryBody>
    </Card>
  );
};
