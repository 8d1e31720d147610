import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { BarList } from "../../chart/bar-list.tsx";
import { liveOptions } from "../../data/live.ts";
import { useTrpc } from "../../data/trpc.ts";
import { useLocale } from "../../locale/locale-context.ts";
import { Card } from "../../ui/card.tsx";
import { Notice } from "../../ui/notice.tsx";
import { QueryBody } from "../../ui/query-body.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { toggleFilter } from "../../view/filters.ts";
import type { OverviewPart } from "./overview-part.ts";
import { topRows } from "./top-rows.ts";

const COUNT_MAX = 8;

interface TopCardProps extends OverviewPart {
  readonly name: "key" | "user";
}

/** Who used most, by tokens; a click shows the page for one of them alone. */
export const TopCard = ({ name, search, view, filter, onSearch }: TopCardProps): ReactElement => {
  const { t, format } = useLocale();
  const trpc = useTrpc();
  const top = useQuery({
    ...trpc.admin.topConsumers.queryOptions({
      ...filter,
      dimensionType: name === "key" ? "access_key" : "user",
      countMax: COUNT_MAX,
    }),
    ...liveOptions(view.isLive),
  });
  const whole = useQuery({
    ...trpc.admin.systemOverview.queryOptions(filter),
    ...liveOptions(view.isLive),
  });
  return (
    <Card title={name === "key" ? t.overview.topKeys : t.overview.topUsers}>
      <QueryBody query={top} skeleton={<Skeleton lines={6} />}>
        {({ rows }) =>
          rows.length === 0 ? (
            <Notice title={t.state.empty} />
          ) : (
            <BarList
              onToggle={(value) => {
                onSearch(toggleFilter(search, { name, value }));
              }}
              rows={topRows(rows, whole.data, search[name] ?? []).map((row) => ({
                id: row.id,
                name: row.name,
                length: row.length,
                isOn: row.isOn,
                value: format.compact(row.tokens),
                exact: format.exact(row.tokens),
                share: row.ratio === null ? "" : format.share(row.ratio),
                hint: row.isOn ? t.filter.notOnly(row.name) : t.filter.only(row.name),
              }))}
            />
          )
        }
      </QueryBody>
    </Card>
  );
};
