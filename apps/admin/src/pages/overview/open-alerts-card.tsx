import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { liveOptions } from "../../data/live.ts";
import { useMay } from "../../data/use-member.ts";
import { useTrpc } from "../../data/trpc.ts";
import { useLocale } from "../../locale/locale-context.ts";
import { usePageTexts } from "../../locale/page-texts.ts";
import { useMinute } from "../../period/use-minute.ts";
import { headLinkClass } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import type { ToldEvent } from "../alerts/event-words.ts";
import { useEventWords } from "../alerts/use-event-words.ts";
import { overviewTexts } from "./overview-texts.ts";

const COUNT_MAX = 5;

const AlertRow = ({ event, words }: ToldEvent): ReactElement => {
  const { format } = useLocale();
  const nowMs = useMinute();
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2 text-sm">
      <span className="min-w-0 truncate font-medium" title={words.advice}>
        {words.title}
      </span>
      <span className="truncate text-ink-soft">{event.ruleName}</span>
      <span className="ml-auto text-xs text-ink-soft">
        {format.shortMoment(event.fireTime.getTime(), nowMs)}
      </span>
    </li>
  );
};

/** What fired and still holds, newest first, at most five; nothing at all while there is nothing, or where the member may not see alerts. */
export const OpenAlertsCard = (): ReactElement | null => {
  const texts = usePageTexts(overviewTexts);
  const trpc = useTrpc();
  const isAllowed = useMay("alerts.read");
  const wordsOf = useEventWords();
  const { data } = useQuery({
    ...trpc.alerts.events.queryOptions({ openOnly: true, pageSize: COUNT_MAX }),
    ...liveOptions(false),
    enabled: isAllowed,
  });
  const rows = data?.rows ?? [];
  return rows.length === 0 ? null : (
    <Card
      actions={
        <Link className={headLinkClass} search={{ tab: "history", only: "open" }} to="/alerts">
          {texts.allAlerts}
        </Link>
      }
      title={texts.openAlerts}
    >
      <ul className="divide-y divide-line">
        {rows.map((event) => (
          <AlertRow event={event} key={event.id} words={wordsOf(event)} />
        ))}
      </ul>
    </Card>
  );
};
