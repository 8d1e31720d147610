import { useQuery } from "@tanstack/react-query";
import type { DetailRow, LineExplanation, PricingRule } from "@tokenledger/usage";
import type { ReactElement } from "react";
import { useTrpc } from "../../data/trpc.ts";
import { useLocale } from "../../locale/locale-context.ts";
import { usePageTexts } from "../../locale/page-texts.ts";
import { explanationTexts } from "../../explanation/explanation-texts.ts";
import { PriceText } from "../../explanation/price-text.tsx";
import { Rules } from "../../explanation/rules.tsx";
import { QueryBody } from "../../ui/query-body.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { Cell, HeadCell, Table } from "../../ui/table.tsx";

const Components = ({ line }: { readonly line: LineExplanation }): ReactElement => {
  const { format } = useLocale();
  const texts = usePageTexts(explanationTexts);
  return (
    <>
      {line.components.map((component) => (
        <tr key={component.count}>
          <Cell>{texts.counts[component.count]}</Cell>
          <Cell isNumber>{format.exact(component.quantity)}</Cell>
          <Cell isNumber>
            <PriceText component={component} />
          </Cell>
          <Cell isNumber title={format.exact(component.costPicoUsd)}>
            {format.money(component.costPicoUsd)}
          </Cell>
        </tr>
      ))}
      {line.missing.map((missing) => (
        <tr className="text-warn" key={missing.count}>
          <Cell>{texts.counts[missing.count]}</Cell>
          <Cell isNumber>{format.exact(missing.quantity)}</Cell>
          <Cell isNumber title={texts.explain.reasons[missing.reason]}>
            {texts.explain.missing}
          </Cell>
          <Cell isNumber>–</Cell>
        </tr>
      ))}
    </>
  );
};

const LineTable = ({ line }: { readonly line: LineExplanation }): ReactElement => {
  const { t, format } = useLocale();
  const { explain } = usePageTexts(explanationTexts);
  const head = (
    <>
      <HeadCell>{line.model ?? line.recordedModel ?? t.overview.none.model}</HeadCell>
      <HeadCell isNumber>{explain.quantity}</HeadCell>
      <HeadCell isNumber>{explain.price}</HeadCell>
      <HeadCell isNumber>{explain.cost}</HeadCell>
    </>
  );
  return (
    <div>
      <Table
        caption={explain.title}
        foot={
          <tr>
            <Cell colSpan={3}>{explain.sum}</Cell>
            <Cell isNumber>
              {line.storedPicoUsd === null ? "–" : format.money(line.storedPicoUsd)}
            </Cell>
          </tr>
        }
        head={head}
      >
        <Components line={line} />
      </Table>
      <p className="pt-2 text-xs text-ink-soft">
        {line.priceVersion === null
          ? explain.unpriced
          : explain.edition(format.exact(line.priceVersion))}
      </p>
    </div>
  );
};

const distinctRules = (lines: readonly LineExplanation[]): readonly PricingRule[] =>
  Array.from(new Map(lines.flatMap(({ rules }) => rules).map((rule) => [rule.id, rule])).values());

/** A record's cost taken apart: each count times its price, line by line, and the rules that applied. */
export const CostExplanation = ({ record }: { readonly record: DetailRow }): ReactElement => {
  const { explain } = usePageTexts(explanationTexts);
  const trpc = useTrpc();
  const { accessKeyId, eventId } = record;
  const explanation = useQuery(
    trpc.usage.explain.queryOptions({ record: { accessKeyId, eventId } }),
  );
  return (
    <section>
      <h3 className="font-semibold">{explain.title}</h3>
      <p className="mb-2 text-sm text-ink-soft">{explain.hint}</p>
      <QueryBody query={explanation} skeleton={<Skeleton lines={4} />}>
        {({ record: explained }) => (
          <div className="space-y-4">
            {(explained?.lines ?? []).map((line) => (
              <LineTable key={line.lineNumber} line={line} />
            ))}
            <Rules rules={distinctRules(explained?.lines ?? [])} />
          </div>
        )}
      </QueryBody>
    </section>
  );
};
