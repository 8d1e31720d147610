import type { ReactElement } from "react";
import { usePageTexts } from "../../locale/page-texts.ts";
import { Button } from "../../ui/button.tsx";
import type { AlertsPart } from "./alerts-part.ts";
import { alertsTexts } from "./alerts-texts.ts";

/** Leads to older rows of a list, and back to the newest. */
export const PageTurner = ({
  search,
  onSearch,
  nextBeforeId,
}: AlertsPart & { readonly nextBeforeId: string | null }): ReactElement | null => {
  const texts = usePageTexts(alertsTexts);
  const go = (before: string | undefined): void => {
    onSearch((now) => ({ ...now, before }));
  };
  return search.before === undefined && nextBeforeId === null ? null : (
    <div className="flex justify-end gap-2 pt-3">
      {search.before === undefined ? null : (
        <Button
          onClick={() => {
            go(undefined);
          }}
        >
          {texts.newest}
        </Button>
      )}
      {nextBeforeId === null ? null : (
        <Button
          onClick={() => {
            go(nextBeforeId);
          }}
        >
          {texts.older}
        </Button>
      )}
    </div>
  );
};
