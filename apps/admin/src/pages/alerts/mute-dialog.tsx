import { useMutation } from "@tanstack/react-query";
import type { AlertRule } from "@tokenledger/usage/alerts";
import { useState, type ReactElement } from "react";
import { useTrpc } from "../../data/trpc.ts";
import { usePageTexts } from "../../locale/page-texts.ts";
import { HOUR_MS } from "../../period/utc-day.ts";
import { SelectField } from "../../ui/field.tsx";
import { FormDialog } from "../../ui/form-dialog.tsx";
import { ruleTexts } from "./rule-texts.ts";
import { useAlertsChanged } from "./use-alerts-changed.ts";

interface MuteDialogProps {
  readonly rule: AlertRule;
  readonly onClose: () => void;
}

const hours = ["1", "8", "24", "168"] as const;

/** Lets a rule tell nobody for a while. */
export const MuteDialog = ({ rule, onClose }: MuteDialogProps): ReactElement => {
  const texts = usePageTexts(ruleTexts);
  const trpc = useTrpc();
  const changed = useAlertsChanged();
  const [chosen, setChosen] = useState<(typeof hours)[number]>("8");
  const mute = useMutation({
    ...trpc.alerts.mute.mutationOptions(),
    onSuccess: async () => {
      await changed();
      onClose();
    },
  });
  return (
    <FormDialog
      action={texts.mute}
      error={mute.error}
      hint={texts.muteHint}
      isBusy={mute.isPending}
      isReady
      onClose={onClose}
      onSubmit={() => {
        mute.mutate({ id: rule.id, until: new Date(Date.now() + Number(chosen) * HOUR_MS) });
      }}
      title={texts.muteTitle(rule.name)}
    >
      <SelectField
        className="col-span-2"
        label={texts.muteFor}
        onChoose={setChosen}
        options={hours.map((value) => ({ value, name: texts.muteHours[value] }))}
        value={chosen}
      />
    </FormDialog>
  );
};
