import { useQuery } from "@tanstack/react-query";
import type { AuditEntry } from "@tokenledger/usage";
import type { ReactElement } from "react";
import { liveOptions } from "../../data/live.ts";
import { useTrpc } from "../../data/trpc.ts";
import { useLocale } from "../../locale/locale-context.ts";
import { usePageTexts } from "../../locale/page-texts.ts";
import { useMinute } from "../../period/use-minute.ts";
import { Card } from "../../ui/card.tsx";
import { KeysetPager } from "../../ui/keyset-pager.tsx";
import { Notice } from "../../ui/notice.tsx";
import { QueryBody } from "../../ui/query-body.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { HeadCell, Table } from "../../ui/table.tsx";
import { viewPeriod } from "../../view/view-period.ts";
import { AuditControls } from "./audit-controls.tsx";
import type { AuditPart } from "./audit-part.ts";
import { auditQuestion } from "./audit-question.ts";
import { auditTexts } from "./audit-texts.ts";
import { EntryDrawer } from "./entry-drawer.tsx";
import { EntryRow } from "./entry-row.tsx";

const Entries = ({
  entries,
  search,
  onSearch,
}: AuditPart & { readonly entries: readonly AuditEntry[] }): ReactElement => {
  const { t, format } = useLocale();
  const texts = usePageTexts(auditTexts);
  if (entries.length === 0) {
    return <Notice hint={texts.emptyHint} title={texts.empty} />;
  }
  const head = (
    <>
      <HeadCell isNumber>{texts.seq}</HeadCell>
      <HeadCell>{t.zone.of(t.requests.columns.time, format.zoneName)}</HeadCell>
      <HeadCell>{texts.actor}</HeadCell>
      <HeadCell>{texts.action}</HeadCell>
      <HeadCell>{texts.outcome}</HeadCell>
      <HeadCell>{texts.network}</HeadCell>
      <HeadCell>{texts.parameters}</HeadCell>
    </>
  );
  const open = entries.find(({ seq }) => seq === search.open);
  return (
    <>
      <Table caption={texts.entries} head={head}>
        {entries.map((entry) => (
          <EntryRow
            entry={entry}
            key={entry.seq}
            onAction={(action) => {
              onSearch((now) => ({ ...now, action, before: undefined }));
            }}
            onOpen={(seq) => {
              onSearch((now) => ({ ...now, open: seq }));
            }}
          />
        ))}
      </Table>
      {open === undefined ? null : (
        <EntryDrawer
          entry={open}
          onClose={() => {
            onSearch((now) => ({ ...now, open: undefined }));
          }}
        />
      )}
    </>
  );
};

/** The entries of the address, newest first, a page at a time. */
export const EntriesCard = ({ search, onSearch }: AuditPart): ReactElement => {
  const texts = usePageTexts(auditTexts);
  const trpc = useTrpc();
  const { zone } = useLocale();
  const { span } = viewPeriod(search.range, useMinute(), zone);
  const entries = useQuery({
    ...trpc.audit.list.queryOptions(auditQuestion(search, span)),
    ...liveOptions(false),
  });
  return (
    <Card title={texts.entries}>
      <div className="space-y-4">
        <AuditControls onSearch={onSearch} search={search} />
        <QueryBody query={entries} skeleton={<Skeleton lines={12} />}>
          {(page) => (
            <>
              <Entries entries={page.entries} onSearch={onSearch} search={search} />
              <KeysetPager
                isFirst={search.before === undefined}
                next={page.nextSeq}
                onBefore={(before) => {
                  onSearch((now) => ({ ...now, before }));
                }}
              />
            </>
          )}
        </QueryBody>
      </div>
    </Card>
  );
};
