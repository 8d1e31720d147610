import { useId, type ReactElement, type ReactNode } from "react";
import { useLocale } from "../locale/locale-context.ts";
import { Button } from "./button.tsx";
import { classNames } from "./class-names.ts";
import { ErrorBoundary } from "./error-boundary.tsx";
import { Notice } from "./notice.tsx";

interface CardProps {
  readonly title: string;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
  readonly className?: string;
}

/** One titled piece of a page; a landmark that its title names. A fault of ours inside it stays inside it. */
export const Card = ({ title, actions, children, className }: CardProps): ReactElement => {
  const { t } = useLocale();
  const titleId = useId();
  return (
    <section
      aria-labelledby={titleId}
      className={classNames("min-w-0 rounded-lg border border-line bg-surface", className)}
    >
      <div className="flex min-h-12 flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 pt-3 pb-1">
        <h2 className="text-base font-semibold" id={titleId}>
          {title}
        </h2>
        {actions}
      </div>
      <div className="px-4 pb-4">
        <ErrorBoundary
          renderFallback={(retry) => (
            <Notice hint={t.state.errorHint} isAlert title={t.state.crashed}>
              <Button onClick={retry}>{t.state.retry}</Button>
            </Notice>
          )}
        >
          {children}
        </ErrorBoundary>
      </div>
    </section>
  );
};
