import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import type { FigureExplanation } from "@tokenledger/usage";
import type { ReactElement } from "react";
import { useKeyNames } from "../data/use-key-names.ts";
import { useTrpc } from "../data/trpc.ts";
import { useLocale } from "../locale/locale-context.ts";
import { usePageTexts } from "../locale/page-texts.ts";
import { Dialog } from "../ui/dialog.tsx";
import { FactLine } from "../ui/fact-line.tsx";
import { QueryBody } from "../ui/query-body.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import type { UsageQuestion } from "../view/usage-question.ts";
import { explanationTexts } from "./explanation-texts.ts";
import { FigureTable } from "./figure-table.tsx";
import { Rules } from "./rules.tsx";
import { parseWhy, whyFilter, type Why } from "./why.ts";

const FRESH_MS = 60_000;

const Scope = ({
  why,
  filter,
}: {
  readonly why: Why | null;
  readonly filter: UsageQuestion;
}): ReactElement => {
  const { t, format } = useLocale();
  const { explain } = usePageTexts(explanationTexts);
  const keyName = useKeyNames();
  const nameOf = (value: string): string => (why?.name === "key" ? keyName(value) : value);
  return (
    <FactLine
      facts={[
        why === null
          ? { name: explain.whole, value: null }
          : { name: t.filter.names[why.name], value: nameOf(why.value) },
        {
          name: t.range.label,
          value: format.days(filter.startDate.getTime(), filter.endDate.getTime() - 1),
        },
      ]}
    />
  );
};

const Notes = ({ figure }: { readonly figure: FigureExplanation }): ReactElement => {
  const { format } = useLocale();
  const { explain } = usePageTexts(explanationTexts);
  const { unpricedLineCount, unexplainedPicoUsd, priceVersions, rules } = figure;
  return (
    <div className="space-y-2 text-sm">
      {unpricedLineCount === 0 ? null : (
        <p className="text-warn">{explain.unpricedLines(format.exact(unpricedLineCount))}</p>
      )}
      {unexplainedPicoUsd === 0n ? null : (
        <p className="text-bad">{explain.unexplained(format.money(unexplainedPicoUsd))}</p>
      )}
      {priceVersions.length === 0 ? null : (
        <p className="text-xs text-ink-soft">
          {explain.editions(format.list(priceVersions.map(String)))}
        </p>
      )}
      <Rules rules={rules} />
    </div>
  );
};

interface FigureDrawerProps {
  /** What the address says is explained; undefined: nothing, and no drawer is open. */
  readonly why: string | undefined;
  /** The page's own question. */
  readonly filter: UsageQuestion;
}

/** What a sum of money is made of: tokens times price, component by component, and what has no price. Every line of it is read: asked for only here. */
export const FigureDrawer = (props: FigureDrawerProps): ReactElement | null =>
  props.why === undefined ? null : <OpenDrawer filter={props.filter} text={props.why} />;

const OpenDrawer = ({
  text,
  filter,
}: {
  readonly text: string;
  readonly filter: UsageQuestion;
}): ReactElement => {
  const { explain } = usePageTexts(explanationTexts);
  const trpc = useTrpc();
  const navigate = useNavigate();
  const why = parseWhy(text);
  const explanation = useQuery({
    ...trpc.usage.explain.queryOptions({ figure: whyFilter(filter, why) }),
    staleTime: FRESH_MS,
  });
  return (
    <Dialog
      onClose={() => {
        void navigate({
          to: ".",
          search: (now) => ({ ...now, why: undefined }),
          resetScroll: false,
        });
      }}
      place="wideDrawer"
      title={explain.figureTitle}
    >
      <div className="space-y-4">
        <p className="text-sm text-ink-soft">{explain.figureHint}</p>
        <Scope filter={filter} why={why} />
        <QueryBody query={explanation} skeleton={<Skeleton lines={10} />}>
          {({ figure }) =>
            figure === null ? null : (
              <>
                <FigureTable figure={figure} />
                <Notes figure={figure} />
              </>
            )
          }
        </QueryBody>
      </div>
    </Dialog>
  );
};
