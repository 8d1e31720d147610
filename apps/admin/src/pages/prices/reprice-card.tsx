import { useMutation } from "@tanstack/react-query";
import { useState, type ReactElement } from "react";
import { useTrpc } from "../../data/trpc.ts";
import { useMay } from "../../data/use-member.ts";
import { useLocale } from "../../locale/locale-context.ts";
import { usePageTexts } from "../../locale/page-texts.ts";
import { DEFAULT_RANGE } from "../../period/range.ts";
import { useMinute } from "../../period/use-minute.ts";
import type { PriceBookView } from "../../price/price-view.ts";
import { RangePicker } from "../../shell/range-picker.tsx";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { FaultText } from "../../ui/fault-text.tsx";
import { SelectField } from "../../ui/field.tsx";
import { Notice } from "../../ui/notice.tsx";
import { viewPeriod } from "../../view/view-period.ts";
import type { PricesPart } from "./prices-part.ts";
import { pricesTexts } from "./prices-texts.ts";
import { RepriceDialog } from "./reprice-dialog.tsx";
import { RepriceReport } from "./reprice-report.tsx";
import type { RepriceScopeView } from "./reprice-scope.ts";

const useScope = ({ search }: PricesPart): RepriceScopeView => {
  const { zone } = useLocale();
  const view = viewPeriod(search.range, useMinute(), zone);
  return {
    startDate: new Date(view.span.startMs),
    endDate: new Date(view.span.endMs),
    ...(search.model && { models: search.model }),
    ...(search.key && { accessKeyIds: search.key }),
  };
};

const ScopeControls = ({
  search,
  onSearch,
  book,
}: PricesPart & { readonly book: PriceBookView }): ReactElement => {
  const texts = usePageTexts(pricesTexts);
  const nowMs = useMinute();
  return (
    <div className="flex flex-wrap items-center gap-2">
      <RangePicker
        nowMs={nowMs}
        onRange={(range) => {
          onSearch((now) => ({ ...now, range }));
        }}
        range={search.range ?? DEFAULT_RANGE}
      />
      <SelectField<string>
        isLabelHidden
        label={texts.reprice.models}
        onChoose={(model) => {
          onSearch((now) => ({ ...now, model: model === "" ? undefined : [model] }));
        }}
        options={[
          { value: "", name: texts.reprice.allModels },
          ...book.models.map(({ id }) => ({ value: id, name: id })),
        ]}
        value={search.model?.[0] ?? ""}
      />
    </div>
  );
};

const DryRunButton = ({
  isBusy,
  onRun,
}: {
  readonly isBusy: boolean;
  readonly onRun: () => void;
}): ReactElement => {
  const { t } = useLocale();
  const texts = usePageTexts(pricesTexts);
  return useMay("prices.manage") ? (
    <Button disabled={isBusy} look="primary" onClick={onRun}>
      {isBusy ? texts.reprice.running : texts.reprice.dryRun}
    </Button>
  ) : (
    <Notice hint={t.state.forbiddenHint} title={t.state.forbidden} />
  );
};

/** Stored costs made anew: what would change first, then, once the word is typed, the change. */
export const RepriceCard = (props: PricesPart & { readonly book: PriceBookView }): ReactElement => {
  const texts = usePageTexts(pricesTexts);
  const trpc = useTrpc();
  const scope = useScope(props);
  const [isAsking, setIsAsking] = useState(false);
  const dryRun = useMutation(trpc.prices.reprice.mutationOptions());
  const report = dryRun.data;
  return (
    <Card title={texts.reprice.title}>
      <div className="space-y-4">
        <p className="max-w-3xl text-sm text-ink-soft">{texts.reprice.hint}</p>
        <div className="flex flex-wrap items-center gap-2">
          <ScopeControls {...props} />
          <DryRunButton
            isBusy={dryRun.isPending}
            onRun={() => {
              dryRun.mutate({ ...scope, dryRun: true });
            }}
          />
        </div>
        <FaultText error={dryRun.error} />
        {report === undefined ? null : (
          <RepriceReport
            onApply={() => {
              setIsAsking(true);
            }}
            report={report}
          />
        )}
      </div>
      {isAsking && report !== undefined ? (
        <RepriceDialog
          onClose={(isDone) => {
            setIsAsking(false);
            if (isDone) {
              dryRun.reset();
            }
          }}
          report={report}
          scope={dryRun.variables}
        />
      ) : null}
    </Card>
  );
};
