import type { ReactElement } from "react";
import { useLocale } from "../../locale/locale-context.ts";
import { usePageTexts } from "../../locale/page-texts.ts";
import { Cell, HeadCell, Table } from "../../ui/table.tsx";
import { reconcileTexts } from "./reconcile-texts.ts";
import type { ReportTotalsView } from "./reconcile-view.ts";
import { ShareBadge } from "./share-badge.tsx";

/** Both sides of tokens and of cost, and how far they agree. */
export const AgreementFigures = ({
  totals,
}: {
  readonly totals: ReportTotalsView;
}): ReactElement => {
  const { format } = useLocale();
  const texts = usePageTexts(reconcileTexts);
  const head = (
    <>
      <HeadCell>
        <span className="sr-only">{texts.agreement}</span>
      </HeadCell>
      <HeadCell isNumber>{texts.reported}</HeadCell>
      <HeadCell isNumber>{texts.captured}</HeadCell>
      <HeadCell isNumber title={texts.shareHint}>
        {texts.share}
      </HeadCell>
    </>
  );
  return (
    <Table caption={texts.agreement} head={head}>
      <tr>
        <Cell className="font-medium">{texts.tokens}</Cell>
        <Cell isNumber>{format.exact(totals.reportedTokens)}</Cell>
        <Cell isNumber>{format.exact(totals.capturedTokens)}</Cell>
        <Cell isNumber>
          <ShareBadge basisPoints={totals.tokenShareBasisPoints} />
        </Cell>
      </tr>
      <tr>
        <Cell className="font-medium">{texts.cost}</Cell>
        <Cell isNumber>{format.money(totals.listPicoUsd)}</Cell>
        <Cell isNumber>{format.money(totals.capturedPicoUsd)}</Cell>
        <Cell isNumber>
          <ShareBadge basisPoints={totals.costShareBasisPoints} />
        </Cell>
      </tr>
    </Table>
  );
};
