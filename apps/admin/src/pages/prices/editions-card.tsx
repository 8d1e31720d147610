import { Link } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useLocale } from "../../locale/locale-context.ts";
import { usePageTexts } from "../../locale/page-texts.ts";
import type { PriceBookView } from "../../price/price-view.ts";
import { buttonClass } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Cell, HeadCell, Table } from "../../ui/table.tsx";
import type { PricesSearch } from "./prices-search.ts";
import { pricesTexts } from "./prices-texts.ts";

const Head = (): ReactElement => {
  const { t, format } = useLocale();
  const { editions } = usePageTexts(pricesTexts);
  return (
    <>
      <HeadCell isNumber>{editions.version}</HeadCell>
      <HeadCell>{t.zone.of(editions.when, format.zoneName)}</HeadCell>
      <HeadCell>{editions.who}</HeadCell>
      <HeadCell>{editions.why}</HeadCell>
      <HeadCell isNumber>{editions.added}</HeadCell>
      <HeadCell isNumber>{editions.removed}</HeadCell>
      <HeadCell>
        <span className="sr-only">{editions.show}</span>
      </HeadCell>
    </>
  );
};

/** Every edition of the book: when, by whom, why, and what it changed; each can be looked at. */
export const EditionsCard = ({
  book,
  search,
}: {
  readonly book: PriceBookView;
  readonly search: PricesSearch;
}): ReactElement => {
  const { format } = useLocale();
  const { editions } = usePageTexts(pricesTexts);
  return (
    <Card title={editions.title}>
      <Table caption={editions.title} head={<Head />}>
        {book.editions.map((edition) => (
          <tr
            className={edition.version === book.version ? "bg-accent-soft" : ""}
            key={edition.version}
          >
            <Cell isNumber>{edition.version}</Cell>
            <Cell>{format.moment(edition.createTime.getTime())}</Cell>
            <Cell>{edition.actor}</Cell>
            <Cell className="max-w-96 truncate" title={edition.reason}>
              {edition.reason}
            </Cell>
            <Cell isNumber>{format.exact(edition.addedCount)}</Cell>
            <Cell isNumber>{format.exact(edition.removedCount)}</Cell>
            <Cell>
              <Link
                className={buttonClass("bare")}
                search={{ ...search, tab: "book", version: edition.version.toString() }}
                to="/prices"
              >
                {editions.show}
              </Link>
            </Cell>
          </tr>
        ))}
      </Table>
    </Card>
  );
};
