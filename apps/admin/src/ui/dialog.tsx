import {
  useEffect,
  useId,
  useRef,
  type ReactElement,
  type ReactNode,
  type SyntheticEvent,
} from "react";
import { AfterFirstPaint } from "../first-paint/after-first-paint.tsx";
import { useLocale } from "../locale/locale-context.ts";
import { Button } from "./button.tsx";
import { classNames } from "./class-names.ts";
import { Icon } from "./icon.tsx";

const places = {
  centre: "m-auto w-[min(30rem,calc(100vw-2rem))] rounded-lg border border-line",
  wide: "m-auto w-[min(52rem,calc(100vw-2rem))] rounded-lg border border-line",
  top: "mx-auto mt-[10dvh] mb-auto w-[min(36rem,calc(100vw-2rem))] max-h-[75dvh] rounded-lg border border-line",
  wideDrawer:
    "mr-0 ml-auto my-0 h-dvh max-h-dvh w-[min(60rem,100vw)] max-w-none border-l border-line",
  drawer: "mr-0 ml-auto my-0 h-dvh max-h-dvh w-[min(44rem,100vw)] max-w-none border-l border-line",
} as const;

interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** `drawer` stands at the right edge over the full height, `wideDrawer` with room for a table; `centre` in the middle, `wide` too with room for a table; `top` near the upper edge. */
  readonly place?: keyof typeof places;
  /** Beside the title. */
  readonly actions?: ReactNode;
}

const OpenDialog = ({
  title,
  onClose,
  children,
  place = "centre",
  actions,
}: DialogProps): ReactElement => {
  const { t } = useLocale();
  const ref = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const dialog = ref.current;
    dialog?.showModal();
    // The browser would focus the first button, which closes; what asks for something starts in its box.
    dialog?.querySelector("input")?.focus();
    return () => {
      dialog?.close();
    };
  }, []);
  const cancel = (event: SyntheticEvent): void => {
    event.preventDefault();
    onClose();
  };
  return (
    <dialog
      aria-labelledby={titleId}
      className={classNames("bg-surface p-0 text-ink shadow-xl", places[place])}
      onCancel={cancel}
      ref={ref}
    >
      <div className="sticky top-0 z-10 flex items-center justify-between gap-2 border-b border-line bg-surface px-4 py-3">
        <h2 className="min-w-0 truncate text-lg font-semibold" id={titleId}>
          {title}
        </h2>
        <div className="flex items-center gap-2">
          {actions}
          <Button aria-label={t.app.close} isSquare look="bare" onClick={onClose}>
            <Icon name="close" />
          </Button>
        </div>
      </div>
      <div className="p-4">{children}</div>
    </dialog>
  );
};

/**
 * The browser's own modal dialog: it traps focus, closes on Escape and gives focus back by itself. Over the first sight of a page it opens
 * when that is on the screen: what is not shown takes no focus.
 * Rendered means open; the parent takes it away in `onClose`.
 */
export const Dialog = (props: DialogProps): ReactElement => (
  <AfterFirstPaint>
    <OpenDialog {...props} />
  </AfterFirstPaint>
);
