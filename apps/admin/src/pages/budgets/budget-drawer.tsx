import type { ReactElement } from "react";
import { useKeyNames } from "../../data/use-key-names.ts";
import { useLocale } from "../../locale/locale-context.ts";
import { usePageTexts } from "../../locale/page-texts.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { FactLine } from "../../ui/fact-line.tsx";
import { Cell, HeadCell, Table } from "../../ui/table.tsx";
import { BudgetBadge } from "./budget-badge.tsx";
import { BudgetMeter } from "./budget-meter.tsx";
import { amountText, bareAmount, scopeText, windowText } from "./budget-words.ts";
import { budgetsTexts } from "./budgets-texts.ts";
import type { BudgetState, BudgetView } from "./budget-view.ts";

const PERCENT = 100;

const StateRow = ({
  budget,
  state,
}: {
  readonly budget: BudgetView;
  readonly state: BudgetState;
}): ReactElement => {
  const { format } = useLocale();
  const texts = usePageTexts(budgetsTexts);
  const keyName = useKeyNames();
  const scopeValue = state.value === "" ? null : state.value;
  const amount = (value: bigint): string => bareAmount(budget.unit, value, format);
  return (
    <li className="space-y-1 py-3">
      <span className="flex flex-wrap items-center justify-between gap-2 text-sm">
        <span className="min-w-0 truncate font-medium">
          {scopeText({ scope: budget.scope, scopeValue }, texts, keyName)}
        </span>
        <BudgetBadge state={state} />
      </span>
      <BudgetMeter state={state} thresholds={budget.thresholds} />
      <FactLine
        facts={[
          {
            name: format.share(state.usedPercent / PERCENT),
            value: texts.usedOf(amount(state.usedAmount), amount(budget.limitAmount)),
          },
          {
            name: texts.resets,
            value: state.resetsAt === null ? texts.never : format.moment(state.resetsAt.getTime()),
          },
          ...(state.forecastTime === null
            ? []
            : [{ name: texts.forecast, value: format.moment(state.forecastTime.getTime()) }]),
        ]}
      />
    </li>
  );
};

const Passes = ({ budget }: { readonly budget: BudgetView }): ReactElement => {
  const { format } = useLocale();
  const texts = usePageTexts(budgetsTexts);
  return (
    <section className="space-y-2">
      <h3 className="font-semibold">{texts.passes}</h3>
      <p className="text-sm text-ink-soft">
        {budget.openPasses.length === 0 ? texts.noPasses : texts.passesHint}
      </p>
      {budget.openPasses.length === 0 ? null : (
        <Table
          caption={texts.passes}
          head={
            <>
              <HeadCell>{texts.passWhy}</HeadCell>
              <HeadCell isNumber>{texts.passCount}</HeadCell>
              <HeadCell>{texts.passLast}</HeadCell>
            </>
          }
        >
          {budget.openPasses.map(({ reason, count, lastTime }) => (
            <tr key={reason}>
              <Cell>{texts.passReasons[reason]}</Cell>
              <Cell isNumber>{format.exact(count)}</Cell>
              <Cell>{format.moment(lastTime.getTime())}</Cell>
            </tr>
          ))}
        </Table>
      )}
    </section>
  );
};

const Terms = ({ budget }: { readonly budget: BudgetView }): ReactElement => {
  const { format } = useLocale();
  const texts = usePageTexts(budgetsTexts);
  const keyName = useKeyNames();
  return (
    <FactLine
      facts={[
        { name: texts.scope, value: scopeText(budget, texts, keyName) },
        {
          name: texts.limit,
          value: amountText(budget.unit, budget.limitAmount, texts, format),
        },
        { name: texts.window, value: windowText(budget, texts) },
        {
          name: texts.thresholds,
          value: format.list(budget.thresholds.map((percent) => format.exact(percent))) || "–",
        },
        { name: texts.failMode, value: texts.failModes[budget.failMode] },
        {
          name: texts.changedBy,
          value: `${budget.updatedBy} · ${format.moment(budget.updateTime.getTime())}`,
        },
      ]}
    />
  );
};

interface BudgetDrawerProps {
  readonly budget: BudgetView;
  /** Null for members who may not change budgets. */
  readonly onChoose: ((what: "edit" | "remove") => void) | null;
  readonly onClose: () => void;
}

/** One budget: its terms, each value it counts, and what passed it uncounted. */
export const BudgetDrawer = ({ budget, onChoose, onClose }: BudgetDrawerProps): ReactElement => {
  const texts = usePageTexts(budgetsTexts);
  return (
    <Dialog
      actions={
        onChoose === null
          ? null
          : (["edit", "remove"] as const).map((what) => (
              <Button
                key={what}
                look={what === "edit" ? "quiet" : "danger"}
                onClick={() => {
                  onChoose(what);
                }}
              >
                {texts[what]}
              </Button>
            ))
      }
      onClose={onClose}
      place="drawer"
      title={budget.name}
    >
      <div className="space-y-6">
        <Terms budget={budget} />
        <section>
          {budget.scopeValue === null && budget.scope !== "all" ? (
            <h3 className="font-semibold">{texts.each20}</h3>
          ) : null}
          {budget.states.length === 0 ? (
            <p className="text-sm text-ink-soft">{texts.unused}</p>
          ) : (
            <ul className="divide-y divide-line">
              {budget.states.map((state) => (
                <StateRow budget={budget} key={state.value} state={state} />
              ))}
            </ul>
          )}
        </section>
        <Passes budget={budget} />
      </div>
    </Dialog>
  );
};
