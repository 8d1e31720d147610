import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useState, type ReactElement } from "react";
import { liveOptions } from "../../data/live.ts";
import { useTrpc } from "../../data/trpc.ts";
import { useMay } from "../../data/use-member.ts";
import { useUsageOf } from "../../data/use-usage-of.ts";
import { useWholeCost } from "../../data/use-whole-cost.ts";
import { FigureDrawer } from "../../explanation/figure-drawer.tsx";
import { useLocale } from "../../locale/locale-context.ts";
import { useMinute } from "../../period/use-minute.ts";
import { Page } from "../../shell/page.tsx";
import { RangePicker } from "../../shell/range-picker.tsx";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Notice } from "../../ui/notice.tsx";
import { QueryBody } from "../../ui/query-body.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { usageFilter } from "../../view/filters.ts";
import { viewPeriod } from "../../view/view-period.ts";
import { CreateKeyDialog } from "./create-key-dialog.tsx";
import { KeysTable } from "./keys-table.tsx";

const route = getRouteApi("/app/keys");

const CreateKey = (): ReactElement | null => {
  const { t } = useLocale();
  const [isOpen, setIsOpen] = useState(false);
  if (!useMay("keys.manage")) {
    return null;
  }
  return (
    <>
      <Button
        look="primary"
        onClick={() => {
          setIsOpen(true);
        }}
      >
        <Icon name="plus" />
        {t.keys.create}
      </Button>
      {isOpen ? (
        <CreateKeyDialog
          onClose={() => {
            setIsOpen(false);
          }}
        />
      ) : null}
    </>
  );
};

/** The keys applications record with: made, watched, stopped. */
export const KeysPage = (): ReactElement => {
  const { t, zone } = useLocale();
  const trpc = useTrpc();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const nowMs = useMinute();
  const view = viewPeriod(search.range, nowMs, zone);
  const keys = useQuery({ ...trpc.accessKeys.list.queryOptions(), ...liveOptions(false) });
  const ids = (keys.data ?? []).map((key) => key.id);
  const usage = useUsageOf("access_key", ids, view);
  const whole = useWholeCost(view);
  return (
    <Page actions={<CreateKey />} intro={t.keys.intro} title={t.keys.title}>
      <RangePicker
        nowMs={nowMs}
        onRange={(range) => void navigate({ search: (now) => ({ ...now, range }) })}
        range={view.range}
      />
      <Card title={t.keys.all}>
        <QueryBody query={keys} skeleton={<Skeleton lines={6} />}>
          {(rows) =>
            rows.length === 0 ? (
              <Notice hint={t.keys.emptyHint} title={t.keys.empty} />
            ) : (
              <KeysTable
                keys={rows}
                nowMs={nowMs}
                onSort={(sort) => void navigate({ search: (now) => ({ ...now, sort }) })}
                range={search.range}
                sort={search.sort ?? "-cost"}
                usage={usage}
                whole={whole}
              />
            )
          }
        </QueryBody>
      </Card>
      <FigureDrawer filter={usageFilter({}, view.span)} why={search.why} />
    </Page>
  );
};
