import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { AccessKeyView } from "@tokenledger/usage";
import { useState, type ReactElement } from "react";
import { useTrpc } from "../data/trpc.ts";
import { useMay } from "../data/use-member.ts";
import { useLocale } from "../locale/locale-context.ts";
import { usePageTexts } from "../locale/page-texts.ts";
import { DAY_MS } from "../period/utc-day.ts";
import { Button } from "../ui/button.tsx";
import { ConfirmDialog } from "../ui/confirm-dialog.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { SelectField } from "../ui/field.tsx";
import { rotateTexts } from "./rotate-texts.ts";
import { SecretPanel } from "./secret-panel.tsx";

const overlaps = ["0", "1", "7", "30"] as const;
type Overlap = (typeof overlaps)[number];

/** A minute less than so many days: the server takes at most 30 days from its own clock. */
const endOf = (days: Overlap): Date | null =>
  days === "0" ? null : new Date(Date.now() + Number(days) * DAY_MS - 60_000);

interface RotateDialogProps {
  readonly item: AccessKeyView;
  readonly onClose: () => void;
}

const RotateDialog = ({ item, onClose }: RotateDialogProps): ReactElement => {
  const { t } = useLocale();
  const texts = usePageTexts(rotateTexts);
  const trpc = useTrpc();
  const queryClient = useQueryClient();
  const [overlap, setOverlap] = useState<Overlap>("1");
  const rotate = useMutation({
    ...trpc.accessKeys.rotate.mutationOptions(),
    gcTime: 0,
    onSuccess: async () =>
      queryClient.invalidateQueries({ queryKey: trpc.accessKeys.list.queryKey() }),
  });
  return rotate.data === undefined ? (
    <ConfirmDialog
      action={texts.rotate}
      error={rotate.error}
      hint={texts.hint}
      isBusy={rotate.isPending}
      isDangerous={overlap === "0"}
      onClose={onClose}
      onConfirm={() => {
        rotate.mutate({ id: item.id, previousExpiresAt: endOf(overlap) });
      }}
      title={texts.title(item.name)}
    >
      <SelectField<Overlap>
        label={texts.overlap}
        onChoose={setOverlap}
        options={overlaps.map((value) => ({ value, name: texts.overlaps[value] }))}
        value={overlap}
      />
    </ConfirmDialog>
  ) : (
    <Dialog onClose={onClose} title={texts.title(item.name)}>
      <div className="space-y-4">
        <SecretPanel token={rotate.data.token} />
        <Button look="primary" onClick={onClose}>
          {t.keys.secretDone}
        </Button>
      </div>
    </Dialog>
  );
};

/** Gives a key a new secret, with an overlap for those who still use the old one; nothing for members who may not. */
export const RotateKey = ({ item }: { readonly item: AccessKeyView }): ReactElement | null => {
  const texts = usePageTexts(rotateTexts);
  const [isOpen, setIsOpen] = useState(false);
  return useMay("keys.manage") ? (
    <>
      <Button
        onClick={() => {
          setIsOpen(true);
        }}
      >
        {texts.rotate}
      </Button>
      {isOpen ? (
        <RotateDialog
          item={item}
          onClose={() => {
            setIsOpen(false);
          }}
        />
      ) : null}
    </>
  ) : null;
};
