import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent, type ReactElement } from "react";
import { useTrpc } from "../data/trpc.ts";
import { useMember } from "../data/use-member.ts";
import { usePageTexts } from "../locale/page-texts.ts";
import { Button } from "../ui/button.tsx";
import { FaultText } from "../ui/fault-text.tsx";
import { TextField } from "../ui/field.tsx";
import { accountTexts } from "./account-texts.ts";

const LENGTH_MIN = 12;

const empty = { current: "", next: "", again: "" };
const fields = [
  { name: "current", autoComplete: "current-password" },
  { name: "next", autoComplete: "new-password" },
  { name: "again", autoComplete: "new-password" },
] as const;

/** Tells a password manager whose password it is; browsers warn where that is missing. */
const OwnLogin = (): ReactElement => (
  <input autoComplete="username" hidden readOnly type="text" value={useMember()?.login ?? ""} />
);

/** Changes one's own password; every other session of one's own ends by it. */
export const PasswordForm = (): ReactElement => {
  const texts = usePageTexts(accountTexts);
  const trpc = useTrpc();
  const queryClient = useQueryClient();
  const [draft, setDraft] = useState(empty);
  const change = useMutation({
    ...trpc.auth.changePassword.mutationOptions(),
    onSuccess: async (member) => {
      setDraft(empty);
      queryClient.setQueryData(trpc.auth.me.queryKey(), member);
      await queryClient.invalidateQueries();
    },
  });
  const isReady =
    draft.current !== "" && draft.next.length >= LENGTH_MIN && draft.next === draft.again;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (isReady && !change.isPending) {
      change.mutate({ currentPassword: draft.current, newPassword: draft.next });
    }
  };
  return (
    <form className="max-w-sm space-y-3" onSubmit={submit}>
      <OwnLogin />
      {fields.map(({ name, autoComplete }) => (
        <TextField
          autoComplete={autoComplete}
          key={name}
          label={texts.fields[name]}
          onChange={(event) => {
            const { value } = event.target;
            setDraft((now) => ({ ...now, [name]: value }));
          }}
          required
          type="password"
          value={draft[name]}
        />
      ))}
      {draft.again !== "" && draft.next !== draft.again ? (
        <p className="text-sm text-bad">{texts.differ}</p>
      ) : null}
      <FaultText error={change.error} />
      {change.isSuccess ? <output className="block text-sm">{texts.changed}</output> : null}
      <Button disabled={!isReady || change.isPending} look="primary" type="submit">
        {texts.change}
      </Button>
    </form>
  );
};
