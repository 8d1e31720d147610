import type { FigureExplanation } from "@tokenledger/usage";
import type { ReactElement } from "react";
import { useLocale } from "../locale/locale-context.ts";
import { usePageTexts } from "../locale/page-texts.ts";
import { Notice } from "../ui/notice.tsx";
import { Cell, HeadCell, Table } from "../ui/table.tsx";
import { explanationTexts } from "./explanation-texts.ts";
import { PriceText } from "./price-text.tsx";

interface FigurePart {
  readonly figure: FigureExplanation;
}

/** A phone has no room for five columns: what a count is of stands under the model, its price under the count. */
const WIDE_ONLY = "max-sm:hidden";
const UNDER = "block text-xs text-ink-soft sm:hidden";

const Names = ({
  model,
  count,
}: {
  readonly model: string | null;
  readonly count: string;
}): ReactElement => {
  const { t } = useLocale();
  const name = model ?? t.overview.none.model;
  return (
    <>
      <Cell className="max-w-40 truncate sm:max-w-none" title={name}>
        {name}
        <span className={UNDER}>{count}</span>
      </Cell>
      <Cell className={WIDE_ONLY}>{count}</Cell>
    </>
  );
};

const Components = ({ figure }: FigurePart): readonly ReactElement[] => {
  const { format } = useLocale();
  const texts = usePageTexts(explanationTexts);
  return figure.components.map((component) => (
    <tr
      key={JSON.stringify([
        component.model,
        component.count,
        component.row?.id,
        component.waivedBy,
      ])}
    >
      <Names count={texts.counts[component.count]} model={component.model} />
      <Cell isNumber>
        {format.exact(component.quantity)}
        <span className={UNDER}>
          <PriceText component={component} />
        </span>
      </Cell>
      <Cell className={WIDE_ONLY} isNumber>
        <PriceText component={component} />
      </Cell>
      <Cell isNumber>{format.money(component.costPicoUsd)}</Cell>
    </tr>
  ));
};

const Missing = ({ figure }: FigurePart): readonly ReactElement[] => {
  const { format } = useLocale();
  const texts = usePageTexts(explanationTexts);
  return figure.missing.map((gap) => (
    <tr className="text-warn" key={JSON.stringify([gap.model, gap.count, gap.reason])}>
      <Names count={texts.counts[gap.count]} model={gap.model} />
      <Cell isNumber>{format.exact(gap.quantity)}</Cell>
      <Cell className={WIDE_ONLY} isNumber title={texts.explain.reasons[gap.reason]}>
        {texts.explain.missing}
      </Cell>
      <Cell isNumber>–</Cell>
    </tr>
  ));
};

/** Each model's counts times their prices, largest cost first, and the sum under them. */
export const FigureTable = ({ figure }: FigurePart): ReactElement => {
  const { format } = useLocale();
  const { explain } = usePageTexts(explanationTexts);
  if (figure.components.length + figure.missing.length === 0) {
    return <Notice title={explain.nothing} />;
  }
  return (
    <Table
      caption={explain.figureTitle}
      foot={
        <tr>
          <Cell>{explain.sumOfAll}</Cell>
          <Cell className={WIDE_ONLY} />
          <Cell />
          <Cell className={WIDE_ONLY} />
          <Cell isNumber>{format.money(figure.costPicoUsd)}</Cell>
        </tr>
      }
      head={
        <>
          <HeadCell>{explain.model}</HeadCell>
          <HeadCell className={WIDE_ONLY}>{explain.count}</HeadCell>
          <HeadCell isNumber>{explain.quantity}</HeadCell>
          <HeadCell className={WIDE_ONLY} isNumber>
            {explain.price}
          </HeadCell>
          <HeadCell isNumber>{explain.cost}</HeadCell>
        </>
      }
    >
      <Components figure={figure} />
      <Missing figure={figure} />
    </Table>
  );
};
