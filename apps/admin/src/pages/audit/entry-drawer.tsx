import type { AuditEntry } from "@tokenledger/usage";
import type { ReactElement } from "react";
import { useLocale } from "../../locale/locale-context.ts";
import { usePageTexts } from "../../locale/page-texts.ts";
import { CopyButton } from "../../ui/copy-button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { auditTexts } from "./audit-texts.ts";
import { OutcomeBadge } from "./entry-row.tsx";

interface EntryDrawerProps {
  readonly entry: AuditEntry;
  readonly onClose: () => void;
}

/** One entry, whole. */
export const EntryDrawer = ({ entry, onClose }: EntryDrawerProps): ReactElement => {
  const { t, format } = useLocale();
  const texts = usePageTexts(auditTexts);
  const { role } = entry;
  const roleName = Object.entries(t.app.roles).find(([name]) => name === role)?.[1] ?? role;
  const facts = [
    { name: t.requests.columns.time, value: format.moment(entry.time.getTime()) },
    { name: texts.action, value: <code className="font-mono text-xs">{entry.action}</code> },
    { name: texts.outcome, value: <OutcomeBadge outcome={entry.outcome} /> },
    { name: texts.actor, value: entry.login ?? texts.nobody },
    { name: texts.role, value: roleName ?? "–" },
    { name: texts.session, value: entry.session ?? "–" },
    { name: texts.network, value: entry.network ?? "–" },
    {
      name: texts.hash,
      value: <code className="font-mono text-xs break-all select-all">{entry.hash}</code>,
    },
  ];
  return (
    <Dialog
      actions={<CopyButton text={JSON.stringify(entry, null, 2)} />}
      onClose={onClose}
      place="drawer"
      title={texts.entry(entry.seq)}
    >
      <div className="space-y-4">
        <dl className="grid grid-cols-[8rem_minmax(0,1fr)] gap-x-4 gap-y-2 text-sm">
          {facts.map(({ name, value }) => (
            <div className="contents" key={name}>
              <dt className="text-ink-soft">{name}</dt>
              <dd className="min-w-0">{value}</dd>
            </div>
          ))}
        </dl>
        <h3 className="font-semibold">{texts.parameters}</h3>
        <pre className="overflow-x-auto rounded-md bg-sunken p-3 font-mono text-xs">
          {JSON.stringify(entry.parameters, null, 2)}
        </pre>
      </div>
    </Dialog>
  );
};
