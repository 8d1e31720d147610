import { useMutation } from "@tanstack/react-query";
import type { MemberRole } from "@tokenledger/usage";
import { useState, type ReactElement } from "react";
import { useTrpc } from "../../data/trpc.ts";
import { useLocale } from "../../locale/locale-context.ts";
import { usePageTexts } from "../../locale/page-texts.ts";
import { SelectField, TextAreaField, TextField } from "../../ui/field.tsx";
import { FormDialog } from "../../ui/form-dialog.tsx";
import { useMembersChanged, type MemberRow } from "./member-part.ts";
import { PasswordPanel } from "./password-panel.tsx";
import { settingsTexts } from "./settings-texts.ts";

const roles = ["owner", "admin", "analyst", "auditor", "member"] as const satisfies MemberRole[];

interface Draft {
  readonly login: string;
  readonly role: MemberRole;
  /** One a line. */
  readonly names: string;
}

const draftOf = (member: MemberRow | null): Draft =>
  member === null
    ? { login: "", role: "analyst", names: "" }
    : { login: member.login, role: member.role, names: member.userNames.join("\n") };

interface FieldsProps {
  readonly draft: Draft;
  readonly isNew: boolean;
  readonly onDraft: (draft: Draft) => void;
}

const Fields = ({ draft, isNew, onDraft }: FieldsProps): ReactElement => {
  const { t } = useLocale();
  const texts = usePageTexts(settingsTexts);
  return (
    <>
      {isNew ? (
        <TextField
          autoComplete="off"
          label={t.login.login}
          maxLength={128}
          onChange={(event) => {
            onDraft({ ...draft, login: event.target.value });
          }}
          required
          value={draft.login}
        />
      ) : null}
      <SelectField<MemberRole>
        label={texts.role}
        onChoose={(role) => {
          onDraft({ ...draft, role });
        }}
        options={roles.map((value) => ({ value, name: t.app.roles[value] }))}
        value={draft.role}
      />
      <TextAreaField
        className="col-span-2"
        label={texts.userNamesHint}
        onChange={(event) => {
          onDraft({ ...draft, names: event.target.value });
        }}
        rows={3}
        value={draft.names}
      />
    </>
  );
};

interface MemberDialogProps {
  /** Null for a new one. */
  readonly member: MemberRow | null;
  readonly onClose: () => void;
}

/** Makes a member, whose password is shown once, or changes one's role and users. */
export const MemberDialog = ({ member, onClose }: MemberDialogProps): ReactElement => {
  const texts = usePageTexts(settingsTexts);
  const trpc = useTrpc();
  const changed = useMembersChanged();
  const [draft, setDraft] = useState(() => draftOf(member));
  const create = useMutation({
    ...trpc.members.create.mutationOptions(),
    gcTime: 0,
    onSuccess: changed,
  });
  const update = useMutation({
    ...trpc.members.update.mutationOptions(),
    onSuccess: async () => {
      await changed();
      onClose();
    },
  });
  const login = draft.login.trim();
  const submit = (): void => {
    const names = draft.names.split("\n").map((name) => name.trim());
    const change = { role: draft.role, userNames: names.filter((name) => name !== "") };
    if (member === null) {
      create.mutate({ login, ...change });
    } else {
      update.mutate({ id: member.id, ...change });
    }
  };
  if (create.data !== undefined) {
    return <PasswordPanel login={login} onClose={onClose} password={create.data.password} />;
  }
  return (
    <FormDialog
      error={create.error ?? update.error}
      hint={member === null ? texts.newHint : texts.editHint}
      isBusy={create.isPending || update.isPending}
      isReady={login !== ""}
      onClose={onClose}
      onSubmit={submit}
      title={member?.login ?? texts.addMember}
    >
      <Fields draft={draft} isNew={member === null} onDraft={setDraft} />
    </FormDialog>
  );
};
