import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useTrpc } from "../../data/trpc.ts";
import { useMay } from "../../data/use-member.ts";
import { usePageTexts } from "../../locale/page-texts.ts";
import { DEFAULT_RANGE } from "../../period/range.ts";
import { useMinute } from "../../period/use-minute.ts";
import { RangePicker } from "../../shell/range-picker.tsx";
import { SelectField } from "../../ui/field.tsx";
import type { AuditPart } from "./audit-part.ts";
import { auditOutcomes } from "./audit-search.ts";
import { auditTexts } from "./audit-texts.ts";

const FRESH_MS = 60_000;

/** Routers whose calls are told of. */
const routers = [
  "accessKeys",
  "aggregates",
  "alerts",
  "audit",
  "auth",
  "exports",
  "members",
  "prices",
  "quotas",
  "reconcile",
  "retention",
  "usage",
  "users",
] as const;

const ActionField = ({ search, onSearch }: AuditPart): ReactElement => {
  const texts = usePageTexts(auditTexts);
  const known = routers.map((name) => `${name}.`);
  const chosen = search.action ?? "";
  return (
    <SelectField<string>
      label={texts.action}
      onChoose={(action) => {
        onSearch((now) => ({
          ...now,
          action: action === "" ? undefined : action,
          before: undefined,
        }));
      }}
      options={[
        { value: "", name: texts.anyAction },
        ...(chosen === "" || known.includes(chosen) ? [] : [{ value: chosen, name: chosen }]),
        ...known.map((value) => ({ value, name: `${value}*` })),
      ]}
      value={chosen}
    />
  );
};

const ActorField = ({ search, onSearch }: AuditPart): ReactElement | null => {
  const texts = usePageTexts(auditTexts);
  const trpc = useTrpc();
  const mayRead = useMay("members.read");
  const { data } = useQuery({
    ...trpc.members.list.queryOptions(),
    enabled: mayRead,
    staleTime: FRESH_MS,
  });
  return mayRead ? (
    <SelectField<string>
      label={texts.actor}
      onChoose={(actor) => {
        onSearch((now) => ({
          ...now,
          actor: actor === "" ? undefined : actor,
          before: undefined,
        }));
      }}
      options={[
        { value: "", name: texts.anyActor },
        ...(data ?? []).map(({ id, login }) => ({ value: id, name: login })),
      ]}
      value={search.actor ?? ""}
    />
  ) : null;
};

/** Which entries: of when, by whom, of what, with which end. All of it in the address. */
export const AuditControls = ({ search, onSearch }: AuditPart): ReactElement => {
  const texts = usePageTexts(auditTexts);
  const nowMs = useMinute();
  return (
    <div className="flex flex-wrap items-end gap-3">
      <RangePicker
        nowMs={nowMs}
        onRange={(range) => {
          onSearch((now) => ({ ...now, range, before: undefined }));
        }}
        range={search.range ?? DEFAULT_RANGE}
      />
      <ActionField onSearch={onSearch} search={search} />
      <ActorField onSearch={onSearch} search={search} />
      <SelectField<string>
        label={texts.outcome}
        onChoose={(value) => {
          const outcome = auditOutcomes.find((one) => one === value);
          onSearch((now) => ({ ...now, outcome, before: undefined }));
        }}
        options={[
          { value: "", name: texts.anyOutcome },
          ...auditOutcomes.map((value) => ({ value, name: texts.outcomes[value] })),
        ]}
        value={search.outcome ?? ""}
      />
    </div>
  );
};
