import type { UsageLine } from "@tokenledger/usage";
import type { ReactElement } from "react";
import { useLocale } from "../../locale/locale-context.ts";
import { Cell, HeadCell, Table } from "../../ui/table.tsx";
import { countOf, countsToShow } from "./line-counts.ts";

const lineKey = (line: UsageLine): string =>
  [line.kind, line.model, line.serviceTier, line.speed, line.inferenceGeo].join(" ");

const Terms = ({ line }: { readonly line: UsageLine }): ReactElement => {
  const { t } = useLocale();
  const terms: readonly (readonly [string, string | null | undefined])[] = [
    [t.record.tier, line.serviceTier],
    [t.record.speed, line.speed],
    [t.record.geo, line.inferenceGeo],
  ];
  const told = terms.flatMap(([name, value]) =>
    typeof value === "string" ? [t.record.term(name, value)] : [],
  );
  return <span className="block text-xs font-normal whitespace-normal">{told.join(" · ")}</span>;
};

/** The lines of a record side by side, every count to the last digit. */
export const RecordLines = ({ lines }: { readonly lines: readonly UsageLine[] }): ReactElement => {
  const { t, format } = useLocale();
  const head = (
    <>
      <HeadCell>{t.record.lines}</HeadCell>
      {lines.map((line) => (
        <HeadCell isNumber key={lineKey(line)}>
          <span className="text-ink">{t.record.kinds[line.kind]}</span>
          <span className="block font-normal">{line.model ?? t.overview.none.model}</span>
          <Terms line={line} />
        </HeadCell>
      ))}
    </>
  );
  return (
    <Table caption={t.record.lines} head={head}>
      {countsToShow(lines).map((count) => (
        <tr key={count}>
          <Cell>{t.record.counts[count]}</Cell>
          {lines.map((line) => (
            <Cell isNumber key={lineKey(line)}>
              {format.exact(countOf(count, line))}
              {count === "output" && line.thinkingTokens !== null ? (
                <span className="block text-xs text-ink-soft">
                  {t.record.thinking} {format.exact(line.thinkingTokens)}
                </span>
              ) : null}
            </Cell>
          ))}
        </tr>
      ))}
    </Table>
  );
};
