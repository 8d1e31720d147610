import { useMutation } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useTrpc } from "../../data/trpc.ts";
import { usePageTexts } from "../../locale/page-texts.ts";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { useMembersChanged, type MemberDeed, type MemberRow } from "./member-part.ts";
import { PasswordPanel } from "./password-panel.tsx";
import { settingsTexts } from "./settings-texts.ts";

interface MemberConfirmProps {
  readonly member: MemberRow;
  readonly deed: Exclude<MemberDeed, "edit">;
  readonly onClose: () => void;
}

/** Disables or enables a member, or gives them a new password, after saying what that does. */
export const MemberConfirm = ({ member, deed, onClose }: MemberConfirmProps): ReactElement => {
  const texts = usePageTexts(settingsTexts);
  const trpc = useTrpc();
  const changed = useMembersChanged();
  const onSuccess = async (): Promise<void> => {
    await changed();
    onClose();
  };
  const disable = useMutation({ ...trpc.members.disable.mutationOptions(), onSuccess });
  const enable = useMutation({ ...trpc.members.enable.mutationOptions(), onSuccess });
  const resetPassword = useMutation({
    ...trpc.members.resetPassword.mutationOptions(),
    gcTime: 0,
    onSuccess: changed,
  });
  const mutation = { disable, enable, resetPassword }[deed];
  if (resetPassword.data !== undefined) {
    const { password } = resetPassword.data;
    return <PasswordPanel login={member.login} onClose={onClose} password={password} />;
  }
  return (
    <ConfirmDialog
      action={texts.deeds[deed]}
      error={mutation.error}
      hint={texts.deedHints[deed]}
      isBusy={mutation.isPending}
      isDangerous={deed !== "enable"}
      onClose={onClose}
      onConfirm={() => {
        mutation.mutate({ id: member.id });
      }}
      title={`${texts.deeds[deed]}: ${member.login}`}
    />
  );
};
