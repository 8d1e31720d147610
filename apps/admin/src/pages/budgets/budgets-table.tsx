import { useMemo, type ReactElement } from "react";
import { useKeyNames } from "../../data/use-key-names.ts";
import { useLocale, type Locale } from "../../locale/locale-context.ts";
import { usePageTexts } from "../../locale/page-texts.ts";
import { Badge } from "../../ui/badge.tsx";
import { DataTable, type DataColumn } from "../../ui/data-table.tsx";
import { BudgetBadge } from "./budget-badge.tsx";
import { BudgetMeter } from "./budget-meter.tsx";
import { amountText, bareAmount, scopeText, windowText } from "./budget-words.ts";
import { budgetsTexts } from "./budgets-texts.ts";
import { worstState, type BudgetView } from "./budget-view.ts";

type Texts = (typeof budgetsTexts)["en"];

const PERCENT = 100;

const stateName = (
  { scope, scopeValue }: BudgetView,
  value: string,
  keyName: (id: string) => string,
): string => {
  if (scope === "all" || scopeValue !== null) {
    return "";
  }
  return scope === "access_key" ? keyName(value) : value;
};

const Use = ({ budget }: { readonly budget: BudgetView }): ReactElement => {
  const { format } = useLocale();
  const texts = usePageTexts(budgetsTexts);
  const keyName = useKeyNames();
  const state = worstState(budget);
  if (state === undefined) {
    return <BudgetBadge state={undefined} />;
  }
  const name = stateName(budget, state.value, keyName);
  const more = budget.states.length - 1;
  return (
    <span className="block w-40 space-y-1 sm:w-64">
      <span className="flex flex-wrap items-baseline justify-between gap-x-2">
        <span>
          {texts.usedOf(
            bareAmount(budget.unit, state.usedAmount, format),
            amountText(budget.unit, budget.limitAmount, texts, format),
          )}
        </span>
        <span className="font-medium">{format.share(state.usedPercent / PERCENT)}</span>
      </span>
      <BudgetMeter state={state} thresholds={budget.thresholds} />
      {name === "" ? null : (
        <span className="block truncate text-xs text-ink-soft">
          {name}
          {more > 0 ? ` · ${texts.usedMore(format.exact(more))}` : ""}
        </span>
      )}
    </span>
  );
};

const nameColumn = (texts: Texts, onOpen: (id: string) => void): DataColumn<BudgetView> => ({
  id: "name",
  head: texts.name,
  sortBy: ({ name }) => name,
  cell: ({ id, name, isHard, isEnabled }) => (
    <span className="flex items-center gap-x-2 max-sm:flex-wrap">
      <button
        className="max-w-36 truncate sm:max-w-64 font-medium text-accent hover:underline"
        onClick={() => {
          onOpen(id);
        }}
        title={name}
        type="button"
      >
        {name}
      </button>
      <Badge tone="plain">{isHard ? texts.hardBadge : texts.soft}</Badge>
      {isEnabled ? null : <Badge tone="warn">{texts.disabled}</Badge>}
    </span>
  ),
});

const forecastColumn = ({ format }: Locale, texts: Texts): DataColumn<BudgetView> => ({
  id: "forecast",
  head: texts.forecast,
  hint: texts.forecastHint,
  sortBy: (budget) => worstState(budget)?.forecastTime?.getTime() ?? null,
  cell: (budget) => {
    const time = worstState(budget)?.forecastTime ?? null;
    return time === null ? "–" : format.moment(time.getTime());
  },
});

const columnsOf = (
  locale: Locale,
  texts: Texts,
  keyName: (id: string) => string,
  onOpen: (id: string) => void,
): readonly DataColumn<BudgetView>[] => [
  nameColumn(texts, onOpen),
  {
    id: "used",
    head: texts.use,
    sortBy: (budget) => worstState(budget)?.usedPercent ?? null,
    cell: (budget) => <Use budget={budget} />,
  },
  {
    id: "scope",
    head: texts.scope,
    sortBy: (budget) => scopeText(budget, texts, keyName),
    className: "max-w-48 truncate",
    cell: (budget) => scopeText(budget, texts, keyName),
  },
  { id: "window", head: texts.window, cell: (budget) => windowText(budget, texts) },
  {
    id: "state",
    head: texts.state,
    cell: (budget) => <BudgetBadge state={worstState(budget)} />,
  },
  forecastColumn(locale, texts),
];

/** Every budget with its use; of a budget for each, the one nearest to its limit. */
export const BudgetsTable = ({
  budgets,
  sort,
  onSort,
  onOpen,
}: {
  readonly budgets: readonly BudgetView[];
  readonly sort: string | undefined;
  readonly onSort: (sort: string | undefined) => void;
  readonly onOpen: (id: string) => void;
}): ReactElement => {
  const locale = useLocale();
  const texts = usePageTexts(budgetsTexts);
  const keyName = useKeyNames();
  const columns = useMemo(
    () => columnsOf(locale, texts, keyName, onOpen),
    [locale, texts, keyName, onOpen],
  );
  return (
    <DataTable
      caption={texts.all}
      columns={columns}
      onSort={onSort}
      rowKey={({ id }) => id}
      rows={budgets}
      sort={sort}
    />
  );
};
