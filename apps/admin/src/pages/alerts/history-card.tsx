import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { liveOptions } from "../../data/live.ts";
import { useTrpc } from "../../data/trpc.ts";
import { useLocale } from "../../locale/locale-context.ts";
import { usePageTexts } from "../../locale/page-texts.ts";
import { useMinute } from "../../period/use-minute.ts";
import { Badge } from "../../ui/badge.tsx";
import { Card } from "../../ui/card.tsx";
import { CheckField } from "../../ui/field.tsx";
import { Notice } from "../../ui/notice.tsx";
import { QueryBody } from "../../ui/query-body.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { Cell, HeadCell, Table } from "../../ui/table.tsx";
import type { AlertsPart } from "./alerts-part.ts";
import { alertsTexts } from "./alerts-texts.ts";
import type { ToldEvent } from "./event-words.ts";
import { PageTurner } from "./page-turner.tsx";
import { useEventWords } from "./use-event-words.ts";

const Row = ({ event, words }: ToldEvent): ReactElement => {
  const { format } = useLocale();
  const texts = usePageTexts(alertsTexts).event;
  const nowMs = useMinute();
  const { title, detail, advice } = words;
  return (
    <tr>
      <Cell title={format.moment(event.fireTime.getTime())}>
        {format.shortMoment(event.fireTime.getTime(), nowMs)}
      </Cell>
      <Cell className="max-w-xl truncate" title={[title, detail, advice].join("\n")}>
        <span className="block truncate font-medium">{title}</span>
        <span className="block truncate text-xs text-ink-soft">{detail}</span>
      </Cell>
      <Cell className="max-w-48 truncate" title={event.ruleName}>
        {event.ruleName}
      </Cell>
      <Cell>
        {event.resolveTime === null ? (
          <Badge tone="bad">{texts.open}</Badge>
        ) : (
          format.shortMoment(event.resolveTime.getTime(), nowMs)
        )}
        {event.isMuted ? <Badge tone="plain">{texts.muted}</Badge> : null}
      </Cell>
    </tr>
  );
};

/** What fired, newest first. */
export const HistoryCard = ({ search, onSearch }: AlertsPart): ReactElement => {
  const { t, format } = useLocale();
  const texts = usePageTexts(alertsTexts).event;
  const trpc = useTrpc();
  const openOnly = search.only === "open";
  const wordsOf = useEventWords();
  const events = useQuery({
    ...trpc.alerts.events.queryOptions({ openOnly, beforeId: search.before ?? null }),
    ...liveOptions(false),
  });
  const head = (
    <>
      <HeadCell>{t.zone.of(texts.fireTime, format.zoneName)}</HeadCell>
      <HeadCell>{texts.what}</HeadCell>
      <HeadCell>{texts.rule}</HeadCell>
      <HeadCell>{t.zone.of(texts.resolveTime, format.zoneName)}</HeadCell>
    </>
  );
  const filter = (
    <CheckField
      isChecked={openOnly}
      label={texts.openOnly}
      onCheck={(isOpen) => {
        onSearch((now) => ({ ...now, only: isOpen ? "open" : undefined, before: undefined }));
      }}
    />
  );
  return (
    <Card actions={filter} title={texts.title}>
      <QueryBody query={events} skeleton={<Skeleton lines={8} />}>
        {({ rows, nextBeforeId }) => (
          <>
            {rows.length === 0 ? (
              <Notice hint={texts.emptyHint} title={texts.empty} />
            ) : (
              <Table caption={texts.title} head={head}>
                {rows.map((event) => (
                  <Row event={event} key={event.id} words={wordsOf(event)} />
                ))}
              </Table>
            )}
            <PageTurner nextBeforeId={nextBeforeId} onSearch={onSearch} search={search} />
          </>
        )}
      </QueryBody>
    </Card>
  );
};
