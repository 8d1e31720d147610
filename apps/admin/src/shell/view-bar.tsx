import { useRef, useState, type ReactElement, type ReactNode } from "react";
import { useFilterOptions } from "../data/use-filter-options.ts";
import { useLocale } from "../locale/locale-context.ts";
import { shiftRange } from "../period/range.ts";
import type { SharedChange } from "../view/search-change.ts";
import type { FilterName, SharedSearch } from "../view/view-search.ts";
import type { ViewPeriod } from "../view/view-period.ts";
import { CompleteChip } from "./complete-chip.tsx";
import { FilterBar } from "./filter-bar.tsx";
import { RangePicker } from "./range-picker.tsx";
import { useShortcuts } from "./use-shortcuts.ts";

/** How far an answer is complete, and when it came. */
export interface Answer {
  readonly completeUntil: Date | null | undefined;
  readonly answeredMs: number;
}

interface ViewBarProps {
  readonly search: SharedSearch;
  readonly view: ViewPeriod;
  readonly nowMs: number;
  /** What the page's main question said last. */
  readonly answer: Answer;
  readonly onSearch: (change: SharedChange) => void;
  /** What the page is about already: not offered as a filter. */
  readonly except?: FilterName;
  /** What else is to be known of all figures of the page. */
  readonly chips?: ReactNode;
}

/** What the page looks at: period, filters, and how far the figures are complete. Keys: `/ T M [ ]`. */
export const ViewBar = ({
  search,
  view,
  nowMs,
  answer,
  onSearch,
  except,
  chips,
}: ViewBarProps): ReactElement => {
  const { zone } = useLocale();
  const inputRef = useRef<HTMLInputElement>(null);
  const [isChoosing, setIsChoosing] = useState(false);
  const options = useFilterOptions(view.span, isChoosing);
  const onRange = (range: string): void => {
    onSearch((now) => ({ ...now, range }));
  };
  useShortcuts({
    filter: () => inputRef.current?.focus(),
    today: () => {
      onRange("today");
    },
    month: () => {
      onRange("mtd");
    },
    earlier: () => {
      onRange(shiftRange(view.range, -1, nowMs, zone));
    },
    later: () => {
      onRange(shiftRange(view.range, 1, nowMs, zone));
    },
  });
  return (
    <div className="space-y-2">
      <RangePicker nowMs={nowMs} onRange={onRange} range={view.range}>
        {chips}
        <CompleteChip {...answer} />
      </RangePicker>
      <FilterBar
        except={except}
        inputRef={inputRef}
        onChoosing={() => {
          setIsChoosing(true);
        }}
        onSearch={onSearch}
        options={options}
        search={search}
      />
    </div>
  );
};
