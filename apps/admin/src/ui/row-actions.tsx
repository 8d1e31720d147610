import type { ReactElement, ReactNode } from "react";
import { useLocale } from "../locale/locale-context.ts";
import { Button } from "./button.tsx";

interface RowActionsProps {
  /** Ways to other pages. */
  readonly children: ReactNode;
  /** Whether what the row shows may be used now. */
  readonly isActive: boolean;
  /** Asks to disable it, or to enable it again; null for members who may not. */
  readonly onSwitch: (() => void) | null;
}

/** The content of a row's last cell: where it leads, and what can be done with it. */
export const RowActions = ({ children, isActive, onSwitch }: RowActionsProps): ReactElement => {
  const { t } = useLocale();
  return (
    <span className="-my-1 flex justify-end gap-1">
      {children}
      {onSwitch === null ? null : (
        <Button look="bare" onClick={onSwitch}>
          {isActive ? t.status.disable : t.status.enable}
        </Button>
      )}
    </span>
  );
};
