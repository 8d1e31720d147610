import type { ReactElement, ReactNode } from "react";
import type { QueryState } from "../data/query-state.ts";
import { readFault } from "../data/read-fault.ts";
import { useLocale } from "../locale/locale-context.ts";
import { FaultNotice } from "./fault-notice.tsx";

interface QueryBodyProps<Data> {
  readonly query: QueryState<Data>;
  readonly skeleton: ReactNode;
  readonly children: (data: Data) => ReactNode;
}

/**
 * A card's body in every state: skeleton, error with retry, or content. What is there stays: figures of the question before are
 * dimmed until the new ones come, and a failed refresh leaves the last ones standing and says so
 * (once for the whole page, in the shell, where the server does not answer at all).
 */
export const QueryBody = <Data,>({
  query,
  skeleton,
  children,
}: QueryBodyProps<Data>): ReactElement => {
  const { t } = useLocale();
  const retry = (): void => {
    query.refetch();
  };
  if (query.data === undefined) {
    return query.error === null ? (
      <>{skeleton}</>
    ) : (
      <FaultNotice error={query.error} onRetry={retry} />
    );
  }
  return (
    <div
      aria-busy={query.isPlaceholderData}
      className={query.isPlaceholderData ? "opacity-60 transition-opacity" : "transition-opacity"}
    >
      {query.error === null || readFault(query.error).kind === "offline" ? null : (
        <output className="mb-2 block rounded-md bg-warn-soft px-3 py-1 text-sm text-warn">
          {t.state.stale}
        </output>
      )}
      {children(query.data)}
    </div>
  );
};
