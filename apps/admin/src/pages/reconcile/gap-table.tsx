import type { ReactElement } from "react";
import { useLocale } from "../../locale/locale-context.ts";
import { usePageTexts } from "../../locale/page-texts.ts";
import { Notice } from "../../ui/notice.tsx";
import { Cell, HeadCell, Table } from "../../ui/table.tsx";
import { reconcileTexts } from "./reconcile-texts.ts";
import type { ReportGapView } from "./reconcile-view.ts";

const isThere = ({ quantity, picoUsd }: ReportGapView): boolean =>
  quantity !== 0n || picoUsd !== 0n;

/** Every kind of difference there is, with what it means. */
export const GapTable = ({ gaps }: { readonly gaps: readonly ReportGapView[] }): ReactElement => {
  const { format } = useLocale();
  const texts = usePageTexts(reconcileTexts);
  const shown = gaps.filter(isThere);
  if (shown.length === 0) {
    return <Notice title={texts.noDifference} />;
  }
  const head = (
    <>
      <HeadCell>{texts.difference}</HeadCell>
      <HeadCell isNumber>{texts.quantity}</HeadCell>
      <HeadCell isNumber>{texts.worth}</HeadCell>
    </>
  );
  return (
    <Table caption={texts.differences} head={head}>
      {shown.map(({ kind, quantity, picoUsd, detail }) => (
        <tr key={kind}>
          <Cell title={detail ?? undefined}>
            <span className="font-medium">{texts.gaps[kind]}</span>
            <span className="block text-xs whitespace-normal text-ink-soft">
              {texts.gapHints[kind]}
            </span>
          </Cell>
          <Cell isNumber>{format.exact(quantity)}</Cell>
          <Cell isNumber>{format.signedMoney(picoUsd)}</Cell>
        </tr>
      ))}
    </Table>
  );
};
