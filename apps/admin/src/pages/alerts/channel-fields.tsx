import type { ChannelKind } from "@tokenledger/usage/alerts";
import type { ReactElement } from "react";
import { usePageTexts } from "../../locale/page-texts.ts";
import { SelectField, TextField } from "../../ui/field.tsx";
import { alertsTexts } from "./alerts-texts.ts";
import type { ChannelDraft } from "./channel-form.ts";

const kinds: readonly ChannelKind[] = ["webhook", "email", "slack", "feishu", "dingtalk"];

/** How a channel reaches people: its kind, its address, and a secret where the robot asks for one. */
export const ChannelFields = ({
  draft,
  onDraft,
}: {
  readonly draft: ChannelDraft;
  readonly onDraft: (draft: ChannelDraft) => void;
}): ReactElement => {
  const texts = usePageTexts(alertsTexts).channel;
  const field = (name: "url" | "to" | "secret"): ReactElement => (
    <TextField
      autoComplete="off"
      className="col-span-2"
      label={texts[name]}
      onChange={(event) => {
        onDraft({ ...draft, [name]: event.target.value });
      }}
      spellCheck={false}
      value={draft[name]}
    />
  );
  return (
    <>
      <SelectField<ChannelKind>
        className="col-span-2"
        label={texts.kind}
        onChoose={(kind) => {
          onDraft({ ...draft, kind });
        }}
        options={kinds.map((value) => ({ value, name: texts.kinds[value] }))}
        value={draft.kind}
      />
      {draft.kind === "email" ? field("to") : field("url")}
      {draft.kind === "feishu" || draft.kind === "dingtalk" ? field("secret") : null}
    </>
  );
};
