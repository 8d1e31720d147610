import type { ReactElement } from "react";
import { useLocale } from "../locale/locale-context.ts";
import { Button } from "./button.tsx";
import { Icon } from "./icon.tsx";

interface KeysetPagerProps {
  /** Whether this is the newest page. */
  readonly isFirst: boolean;
  /** What the next page begins after; null: this is the last one. */
  readonly next: string | null;
  /** Undefined leads to the newest page. */
  readonly onBefore: (before: string | undefined) => void;
}

/** Older and newest: the ways through a list that is read a page at a time. Nothing where there is one page only. */
export const KeysetPager = ({ isFirst, next, onBefore }: KeysetPagerProps): ReactElement | null => {
  const { t } = useLocale();
  return isFirst && next === null ? null : (
    <div className="flex justify-end gap-2 border-t border-line pt-3">
      {isFirst ? null : (
        <Button
          onClick={() => {
            onBefore(undefined);
          }}
        >
          <Icon name="up" />
          {t.requests.newest}
        </Button>
      )}
      {next === null ? null : (
        <Button
          onClick={() => {
            onBefore(next);
          }}
        >
          {t.requests.older}
          <Icon name="next" />
        </Button>
      )}
    </div>
  );
};
