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

const Components = ({ figure }: FigurePart): readonly ReactElement[] => {
  const { t, format } = useLocale();
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
      <Cell>{component.model ?? t.overview.none.model}</Cell>
      <Cell>{texts.counts[component.count]}</Cell>
      <Cell isNumber>{format.exact(component.quantity)}</Cell>
      <Cell isNumber>
        <PriceText component={component} />
      </Cell>
      <Cell isNumber>{format.money(component.costPicoUsd)}</Cell>
    </tr>
  ));
};

const Missing = ({ figure }: FigurePart): readonly ReactElement[] => {
  const { t, format } = useLocale();
  const texts = usePageTexts(explanationTexts);
  return figure.missing.map((gap) => (
    <tr className="text-warn" key={JSON.stringify([gap.model, gap.count, gap.reason])}>
      <Cell>{gap.model ?? t.overview.none.model}</Cell>
      <Cell>{texts.counts[gap.count]}</Cell>
      <Cell isNumber>{format.exact(gap.quantity)}</Cell>
      <Cell isNumber title={texts.explain.reasons[gap.reason]}>
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
          <Cell colSpan={4}>{explain.sumOfAll}</Cell>
          <Cell isNumber>{format.money(figure.costPicoUsd)}</Cell>
        </tr>
      }
      head={
        <>
          <HeadCell>{explain.model}</HeadCell>
          <HeadCell>{explain.count}</HeadCell>
          <HeadCell isNumber>{explain.quantity}</HeadCell>
          <HeadCell isNumber>{explain.price}</HeadCell>
          <HeadCell isNumber>{explain.cost}</HeadCell>
        </>
      }
    >
      <Components figure={figure} />
      <Missing figure={figure} />
    </Table>
  );
};
