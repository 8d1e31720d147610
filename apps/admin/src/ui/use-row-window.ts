import {
  elementScroll,
  observeElementOffset,
  observeElementRect,
  Virtualizer,
} from "@tanstack/react-virtual";
import { useLayoutEffect, useState, type RefObject } from "react";

/** The rows to draw, both included; `last` is before `first` while there are none. */
export interface RowWindow {
  readonly first: number;
  readonly last: number;
}

interface RowWindowOptions {
  /** What scrolls. */
  readonly box: RefObject<HTMLElement | null>;
  readonly count: number;
  /** All rows are equally high, in pixels. */
  readonly rowPx: number;
  /** Rows drawn beyond what is seen, above and below. */
  readonly overscan: number;
}

const isSame = (left: RowWindow, right: RowWindow): boolean =>
  left.first === right.first && left.last === right.last;

/** Which of many rows of a scrolling box are to be drawn; follows its scrolling and its size. The library's own hook cannot be used with the React compiler's rules. */
export const useRowWindow = ({ box, count, rowPx, overscan }: RowWindowOptions): RowWindow => {
  const [shown, setShown] = useState<RowWindow>({ first: 0, last: -1 });
  useLayoutEffect(() => {
    const follow = (virtualizer: Virtualizer<HTMLElement, Element>): void => {
      const items = virtualizer.getVirtualItems();
      const next = { first: items[0]?.index ?? 0, last: items.at(-1)?.index ?? -1 };
      setShown((before) => (isSame(before, next) ? before : next));
    };
    const virtualizer = new Virtualizer<HTMLElement, Element>({
      count,
      overscan,
      estimateSize: () => rowPx,
      getScrollElement: () => box.current,
      initialOffset: () => box.current?.scrollTop ?? 0,
      scrollToFn: elementScroll,
      observeElementRect,
      observeElementOffset,
      onChange: follow,
    });
    const { _didMount: mount, _willUpdate: update } = virtualizer;
    const stop = mount();
    update();
    follow(virtualizer);
    return stop;
  }, [box, count, rowPx, overscan]);
  return shown;
};
