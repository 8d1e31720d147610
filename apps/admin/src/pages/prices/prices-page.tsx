import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useState, type ReactElement } from "react";
import { useTrpc } from "../../data/trpc.ts";
import { useMay } from "../../data/use-member.ts";
import { useLocale } from "../../locale/locale-context.ts";
import { usePageTexts } from "../../locale/page-texts.ts";
import type { PriceBookView } from "../../price/price-view.ts";
import { Page } from "../../shell/page.tsx";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { QueryBody } from "../../ui/query-body.tsx";
import { Segments } from "../../ui/segments.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { AddDialog } from "./add-dialog.tsx";
import { BookCard } from "./book-card.tsx";
import { EditionsCard } from "./editions-card.tsx";
import { ImportDialog } from "./import-dialog.tsx";
import { ModelDrawer } from "./model-drawer.tsx";
import { OlderNotice } from "./older-notice.tsx";
import type { PricesPart } from "./prices-part.ts";
import { editionOf, priceTabs } from "./prices-search.ts";
import { pricesTexts } from "./prices-texts.ts";
import { RepriceCard } from "./reprice-card.tsx";
import { RunsCard } from "./runs-card.tsx";
import { UnpricedBanner } from "./unpriced-banner.tsx";

const route = getRouteApi("/app/prices");

const Actions = ({ onOpen }: { readonly onOpen: (opened: Opened) => void }): ReactElement => {
  const texts = usePageTexts(pricesTexts);
  return (
    <div className="flex flex-wrap gap-2">
      <Button
        onClick={() => {
          onOpen("import");
        }}
      >
        <Icon name="upload" />
        {texts.import.action}
      </Button>
      <Button
        look="primary"
        onClick={() => {
          onOpen({ add: "" });
        }}
      >
        <Icon name="plus" />
        {texts.form.add}
      </Button>
    </div>
  );
};

const Tab = ({ book, ...part }: PricesPart & { readonly book: PriceBookView }): ReactElement => {
  if (part.search.tab === "editions") {
    return <EditionsCard book={book} search={part.search} />;
  }
  if (part.search.tab === "reprice") {
    return (
      <>
        <RepriceCard {...part} book={book} />
        <RunsCard />
      </>
    );
  }
  return <BookCard {...part} book={book} />;
};

const Content = ({
  book,
  search,
  onSearch,
}: PricesPart & { readonly book: PriceBookView }): ReactElement => {
  const texts = usePageTexts(pricesTexts);
  const isCurrent = book.version >= (book.editions[0]?.version ?? 0);
  return (
    <div className="flex flex-col gap-4">
      <Segments
        className="w-fit"
        label={texts.tab}
        onChoose={(tab) => {
          onSearch((now) => ({ ...now, tab: tab === "book" ? undefined : tab }));
        }}
        options={priceTabs.map((value) => ({ value, name: texts.tabs[value] }))}
        value={search.tab ?? "book"}
      />
      {isCurrent ? null : <OlderNotice version={book.version} />}
      <Tab book={book} onSearch={onSearch} search={search} />
      {search.open === undefined ? null : (
        <ModelDrawer
          book={book}
          isCurrent={isCurrent}
          model={search.open}
          onClose={() => {
            onSearch((now) => ({ ...now, open: undefined }));
          }}
        />
      )}
    </div>
  );
};

const Intro = ({ book }: { readonly book: PriceBookView | undefined }): ReactElement => {
  const { format } = useLocale();
  const texts = usePageTexts(pricesTexts);
  return book === undefined ? (
    <>&nbsp;</>
  ) : (
    <>
      {texts.intro(
        format.exact(book.version),
        format.exact(book.rows.length),
        format.exact(book.models.length),
      )}
    </>
  );
};

type Opened = { readonly add: string } | "import" | null;

/** What a token costs, since when, and how we know; how that is changed, and what stored costs become by it. */
export const PricesPage = (): ReactElement => {
  const { t } = useLocale();
  const trpc = useTrpc();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const mayManage = useMay("prices.manage");
  const [opened, setOpened] = useState<Opened>(null);
  const book = useQuery(trpc.prices.list.queryOptions(editionOf(search)));
  const add = (model: string): void => {
    setOpened({ add: model });
  };
  const close = (): void => {
    setOpened(null);
  };
  return (
    <Page
      actions={mayManage ? <Actions onOpen={setOpened} /> : null}
      intro={<Intro book={book.data} />}
      title={t.app.pages.prices}
    >
      <UnpricedBanner onAdd={mayManage ? add : null} />
      <QueryBody query={book} skeleton={<Skeleton lines={12} />}>
        {(shown) => (
          <Content
            book={shown}
            onSearch={(change) => void navigate({ search: change })}
            search={search}
          />
        )}
      </QueryBody>
      {opened !== null && opened !== "import" && book.data !== undefined ? (
        <AddDialog book={book.data} model={opened.add} onClose={close} />
      ) : null}
      {opened === "import" ? <ImportDialog onClose={close} /> : null}
    </Page>
  );
};
