import type { AuditEntry } from "@tokenledger/usage";
import type { ReactElement } from "react";
import { useLocale } from "../../locale/locale-context.ts";
import { usePageTexts } from "../../locale/page-texts.ts";
import { Badge, type BadgeTone } from "../../ui/badge.tsx";
import { Cell } from "../../ui/table.tsx";
import { auditTexts } from "./audit-texts.ts";

const tones: Record<AuditEntry["outcome"], BadgeTone> = {
  allowed: "plain",
  done: "good",
  denied: "warn",
  failed: "bad",
};

/** What came of a call. */
export const OutcomeBadge = ({
  outcome,
}: {
  readonly outcome: AuditEntry["outcome"];
}): ReactElement => {
  const texts = usePageTexts(auditTexts);
  return (
    <Badge title={texts.outcomeHints[outcome]} tone={tones[outcome]}>
      {texts.outcomes[outcome]}
    </Badge>
  );
};

interface EntryRowProps {
  readonly entry: AuditEntry;
  readonly onOpen: (seq: string) => void;
  readonly onAction: (action: string) => void;
}

/** One entry in a line; its number opens it, its action narrows the page to it. */
export const EntryRow = ({ entry, onOpen, onAction }: EntryRowProps): ReactElement => {
  const { t, format } = useLocale();
  const texts = usePageTexts(auditTexts);
  const parameters = JSON.stringify(entry.parameters);
  return (
    <tr>
      <Cell isNumber>
        <button
          aria-label={texts.open(entry.seq)}
          className="tabular-nums text-accent hover:underline"
          onClick={() => {
            onOpen(entry.seq);
          }}
          type="button"
        >
          {entry.seq}
        </button>
      </Cell>
      <Cell>{format.moment(entry.time.getTime())}</Cell>
      <Cell className="max-w-48 truncate" title={entry.login ?? undefined}>
        {entry.login ?? <span className="text-ink-soft">{texts.nobody}</span>}
      </Cell>
      <Cell>
        <button
          className="font-mono text-xs hover:text-accent hover:underline"
          onClick={() => {
            onAction(entry.action);
          }}
          title={t.filter.only(entry.action)}
          type="button"
        >
          {entry.action}
        </button>
      </Cell>
      <Cell>
        <OutcomeBadge outcome={entry.outcome} />
      </Cell>
      <Cell className="font-mono text-xs">{entry.network ?? "–"}</Cell>
      <Cell className="max-w-80 truncate font-mono text-xs text-ink-soft" title={parameters}>
        {parameters === "{}" ? "–" : parameters}
      </Cell>
    </tr>
  );
};
