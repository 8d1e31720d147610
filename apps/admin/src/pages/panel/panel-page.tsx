import { getRouteApi, Link } from "@tanstack/react-router";
import { useState, type ReactElement } from "react";
import { useLocale } from "../../locale/locale-context.ts";
import { usePageTexts } from "../../locale/page-texts.ts";
import { useMinute } from "../../period/use-minute.ts";
import { Page } from "../../shell/page.tsx";
import { Badge } from "../../ui/badge.tsx";
import { Card } from "../../ui/card.tsx";
import { classNames } from "../../ui/class-names.ts";
import { TextField } from "../../ui/field.tsx";
import { Notice } from "../../ui/notice.tsx";
import { QueryBody } from "../../ui/query-body.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { keepCall, pastCalls, type PastCall } from "./panel-history.ts";
import { usePanelProcedures, type PanelProcedure } from "./panel-procedures.ts";
import { panelTexts } from "./panel-texts.ts";
import { ProcedureCard } from "./procedure-card.tsx";

const route = getRouteApi("/app/panel");
const store = (): Storage => sessionStorage;

const ProcedureLink = ({
  path,
  input,
  isOn = false,
}: {
  readonly path: string;
  readonly input?: string | undefined;
  readonly isOn?: boolean;
}): ReactElement => (
  <Link
    className={classNames(
      "block min-w-0 flex-1 truncate rounded-md px-2 py-1 font-mono text-xs hover:bg-sunken",
      isOn && "bg-accent-soft",
    )}
    search={(now) => ({ ...now, proc: path, input })}
    to="/panel"
  >
    {path}
  </Link>
);

const Procedures = ({
  procedures,
}: {
  readonly procedures: readonly PanelProcedure[];
}): ReactElement => {
  const texts = usePageTexts(panelTexts);
  const { q, proc } = route.useSearch();
  const navigate = route.useNavigate();
  const words = (q ?? "").toLowerCase();
  const found = procedures.filter(({ path, description }) =>
    `${path} ${description}`.toLowerCase().includes(words),
  );
  return (
    <Card title={texts.procedures}>
      <TextField
        isLabelHidden
        label={texts.search}
        onChange={(event) => {
          const value = event.target.value === "" ? undefined : event.target.value;
          void navigate({ search: (now) => ({ ...now, q: value }), replace: true });
        }}
        placeholder={texts.search}
        type="search"
        value={q ?? ""}
      />
      {found.length === 0 ? <Notice title={texts.none} /> : null}
      <ul className="mt-2 max-h-[32rem] overflow-y-auto">
        {found.map(({ path }) => (
          <li key={path}>
            <ProcedureLink isOn={path === proc} path={path} />
          </li>
        ))}
      </ul>
    </Card>
  );
};

const History = ({ calls }: { readonly calls: readonly PastCall[] }): ReactElement | null => {
  const { format } = useLocale();
  const texts = usePageTexts(panelTexts);
  return calls.length === 0 ? null : (
    <Card title={texts.history}>
      <ul>
        {calls.map((call) => (
          <li className="flex items-center gap-2" key={`${call.path} ${call.ms}`}>
            <ProcedureLink input={call.input ?? undefined} path={call.path} />
            {call.isOk ? (
              <span className="text-xs text-ink-soft">
                {texts.took(format.exact(Math.round(call.ms)))}
              </span>
            ) : (
              <Badge tone="bad">{texts.refused}</Badge>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
};

const Workbench = ({
  procedures,
}: {
  readonly procedures: readonly PanelProcedure[];
}): ReactElement => {
  const texts = usePageTexts(panelTexts);
  const { proc, input } = route.useSearch();
  const navigate = route.useNavigate();
  const nowMs = useMinute();
  const [calls, setCalls] = useState(() => pastCalls(store));
  // What this card itself put into the address must not make it begin anew.
  const [ownInput, setOwnInput] = useState(input);
  const procedure = procedures.find(({ path }) => path === proc);
  const called = (call: PastCall): void => {
    setCalls(keepCall(store, call));
    if (call.input !== null) {
      const asked = call.input;
      setOwnInput(asked);
      void navigate({ search: (now) => ({ ...now, input: asked }), replace: true });
    }
  };
  return (
    <div className="grid items-start gap-4 lg:grid-cols-[20rem_minmax(0,1fr)]">
      <div className="space-y-4">
        <Procedures procedures={procedures} />
        <History calls={calls} />
      </div>
      {procedure === undefined ? (
        <div className="rounded-lg border border-dashed border-line-strong">
          <Notice title={texts.choose} />
        </div>
      ) : (
        <ProcedureCard
          inputText={input}
          key={`${procedure.path} ${input === ownInput ? "" : (input ?? "")}`}
          nowMs={nowMs}
          onCalled={called}
          procedure={procedure}
        />
      )}
    </div>
  );
};

/** For whoever debugs: every procedure, called by hand. */
export const PanelPage = (): ReactElement => {
  const texts = usePageTexts(panelTexts);
  const query = usePanelProcedures();
  return (
    <Page intro={texts.intro} title={texts.title}>
      <QueryBody
        query={{ ...query, data: query.data === null ? [] : query.data }}
        skeleton={<Skeleton lines={8} />}
      >
        {(procedures) =>
          procedures.length === 0 ? (
            <Notice hint={texts.offHint} title={texts.off} />
          ) : (
            <Workbench procedures={procedures} />
          )
        }
      </QueryBody>
    </Page>
  );
};
