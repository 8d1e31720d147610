import type { DetailRow } from "@tokenledger/usage";
import type { ReactElement } from "react";
import { useLocale } from "../../locale/locale-context.ts";
import { useShortcuts } from "../../shell/use-shortcuts.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Notice } from "../../ui/notice.tsx";
import { QueryBody } from "../../ui/query-body.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { recordAddress } from "../../view/record-address.ts";
import { neighbour } from "./neighbour.ts";
import { RecordDetails } from "./record-details.tsx";
import { useRecord } from "./use-record.ts";

interface RecordDrawerProps {
  readonly address: string;
  /** The list behind, for turning to the next record. */
  readonly rows: readonly DetailRow[];
  /** Opens another record; undefined closes the drawer. */
  readonly onAddress: (address: string | undefined) => void;
}

const TurnButton = ({
  icon,
  label,
  onTurn,
}: {
  readonly icon: "up" | "down";
  readonly label: string;
  /** Undefined at the end of the list. */
  readonly onTurn: (() => void) | undefined;
}): ReactElement => (
  <Button
    aria-label={label}
    disabled={onTurn === undefined}
    isSquare
    look="bare"
    onClick={onTurn}
    title={label}
  >
    <Icon name={icon} />
  </Button>
);

/** One record to the last digit, over the list it came from. Keys: `J K`, Escape. */
export const RecordDrawer = ({ address, rows, onAddress }: RecordDrawerProps): ReactElement => {
  const { t } = useLocale();
  const record = useRecord(address, rows);
  const addresses = rows.map(recordAddress);
  const turn = (step: -1 | 1): (() => void) | undefined => {
    const next = neighbour(addresses, address, step);
    return next === undefined
      ? undefined
      : () => {
          onAddress(next);
        };
  };
  const newer = turn(-1);
  const older = turn(1);
  useShortcuts({ ...(newer && { previous: newer }), ...(older && { next: older }) });
  return (
    <Dialog
      actions={
        <>
          <TurnButton icon="up" label={t.record.previous} onTurn={newer} />
          <TurnButton icon="down" label={t.record.next} onTurn={older} />
        </>
      }
      onClose={() => {
        onAddress(undefined);
      }}
      place="drawer"
      title={t.record.title}
    >
      <QueryBody query={record} skeleton={<Skeleton lines={12} />}>
        {(row) =>
          row === null ? <Notice title={t.record.missing} /> : <RecordDetails record={row} />
        }
      </QueryBody>
    </Dialog>
  );
};
