import type { ErrorComponentProps } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useLocale } from "../locale/locale-context.ts";
import { Button } from "../ui/button.tsx";
import { Notice } from "../ui/notice.tsx";

/** A page that broke while it was drawn, or whose code could not be fetched. The menu still works. */
export const CrashNotice = ({ reset }: ErrorComponentProps): ReactElement => {
  const { t } = useLocale();
  return (
    <Notice isAlert title={t.state.crashed}>
      <Button
        onClick={() => {
          reset();
          // Code of a version that is no longer served comes back only with a fresh page.
          location.reload();
        }}
      >
        {t.state.retry}
      </Button>
    </Notice>
  );
};
