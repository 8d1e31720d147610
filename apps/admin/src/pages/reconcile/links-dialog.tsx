import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type ReactElement } from "react";
import { useTrpc } from "../../data/trpc.ts";
import { useKeyNames } from "../../data/use-key-names.ts";
import { usePageTexts } from "../../locale/page-texts.ts";
import { Button } from "../../ui/button.tsx";
import { SelectField, TextField } from "../../ui/field.tsx";
import { FormDialog } from "../../ui/form-dialog.tsx";
import { Icon } from "../../ui/icon.tsx";
import { reconcileTexts } from "./reconcile-texts.ts";
import type { LinkView } from "./reconcile-view.ts";

const emptyLink = { apiKeyId: "", accessKeyId: "", workspace: "" };

const isSame = (left: LinkView, right: LinkView): boolean =>
  left.apiKeyId === right.apiKeyId && left.accessKeyId === right.accessKeyId;

const AddLink = ({ onAdd }: { readonly onAdd: (link: LinkView) => void }): ReactElement => {
  const texts = usePageTexts(reconcileTexts);
  const trpc = useTrpc();
  const keys = useQuery(trpc.accessKeys.list.queryOptions()).data ?? [];
  const [draft, setDraft] = useState(emptyLink);
  const apiKeyId = draft.apiKeyId.trim();
  const workspaceId = draft.workspace.trim() === "" ? null : draft.workspace.trim();
  const field = (name: "apiKeyId" | "workspace", label: string): ReactElement => (
    <TextField
      autoComplete="off"
      label={label}
      maxLength={128}
      onChange={(event) => {
        setDraft({ ...draft, [name]: event.target.value });
      }}
      spellCheck={false}
      value={draft[name]}
    />
  );
  return (
    <>
      {field("apiKeyId", texts.apiKey)}
      <SelectField<string>
        label={texts.accessKey}
        onChoose={(accessKeyId) => {
          setDraft({ ...draft, accessKeyId });
        }}
        options={[
          { value: "", name: texts.chooseKey },
          ...keys.map(({ id, name }) => ({ value: id, name })),
        ]}
        value={draft.accessKeyId}
      />
      {field("workspace", texts.workspace)}
      <div className="flex items-end">
        <Button
          disabled={apiKeyId === "" || draft.accessKeyId === ""}
          onClick={() => {
            onAdd({ apiKeyId, accessKeyId: draft.accessKeyId, workspaceId });
            setDraft(emptyLink);
          }}
        >
          <Icon name="plus" />
          {texts.add}
        </Button>
      </div>
    </>
  );
};

const LinkList = ({
  links,
  onRemove,
}: {
  readonly links: readonly LinkView[];
  readonly onRemove: (link: LinkView) => void;
}): ReactElement => {
  const texts = usePageTexts(reconcileTexts);
  const keyName = useKeyNames();
  return (
    <ul className="col-span-2 divide-y divide-line text-sm">
      {links.map((link) => (
        <li className="flex items-center gap-2" key={`${link.accessKeyId} ${link.apiKeyId}`}>
          <span className="min-w-0 flex-1 truncate">{keyName(link.accessKeyId)}</span>
          <span className="min-w-0 flex-1 truncate font-mono text-xs" title={link.apiKeyId}>
            {link.apiKeyId}
          </span>
          <Button
            aria-label={texts.removeLink(link.apiKeyId)}
            isSquare
            look="bare"
            onClick={() => {
              onRemove(link);
            }}
          >
            <Icon name="close" />
          </Button>
        </li>
      ))}
    </ul>
  );
};

/** Edits all links at once; nothing is changed before they are saved. */
export const LinksDialog = ({
  links,
  onClose,
}: {
  readonly links: readonly LinkView[];
  readonly onClose: () => void;
}): ReactElement => {
  const texts = usePageTexts(reconcileTexts);
  const trpc = useTrpc();
  const queryClient = useQueryClient();
  const [draft, setDraft] = useState(links);
  const save = useMutation({
    ...trpc.reconcile.setLinks.mutationOptions(),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: trpc.reconcile.pathKey() });
      onClose();
    },
  });
  const without = (link: LinkView): readonly LinkView[] =>
    draft.filter((other) => !isSame(other, link));
  return (
    <FormDialog
      error={save.error}
      hint={texts.linksFormHint}
      isBusy={save.isPending}
      isReady
      onClose={onClose}
      onSubmit={() => {
        save.mutate({ links: [...draft] });
      }}
      title={texts.editLinks}
    >
      <LinkList
        links={draft}
        onRemove={(link) => {
          setDraft(without(link));
        }}
      />
      <AddLink
        onAdd={(link) => {
          setDraft([...without(link), link]);
        }}
      />
    </FormDialog>
  );
};
