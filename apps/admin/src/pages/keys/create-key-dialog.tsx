import type { ReactElement } from "react";
import { KeyForm } from "../../access-key/key-form.tsx";
import { SecretPanel } from "../../access-key/secret-panel.tsx";
import { useCreateKey } from "../../access-key/use-create-key.ts";
import { useLocale } from "../../locale/locale-context.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";

/** Makes a key and shows its secret once; closing the dialog forgets it. */
export const CreateKeyDialog = ({ onClose }: { readonly onClose: () => void }): ReactElement => {
  const { t } = useLocale();
  const create = useCreateKey();
  return (
    <Dialog onClose={onClose} title={t.keys.create}>
      {create.data === undefined ? (
        <KeyForm
          error={create.error}
          isBusy={create.isPending}
          label={t.keys.name}
          onCreate={(name) => {
            create.mutate({ name });
          }}
        />
      ) : (
        <div className="space-y-4">
          <SecretPanel token={create.data.token} />
          <Button look="primary" onClick={onClose}>
            {t.keys.secretDone}
          </Button>
        </div>
      )}
    </Dialog>
  );
};
