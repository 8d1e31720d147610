import { useQuery } from "@tanstack/react-query";
import { useState, type ReactElement } from "react";
import { useTrpc } from "../../data/trpc.ts";
import { useKeyNames } from "../../data/use-key-names.ts";
import { useMay } from "../../data/use-member.ts";
import { usePageTexts } from "../../locale/page-texts.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Notice } from "../../ui/notice.tsx";
import { QueryBody } from "../../ui/query-body.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { Cell, HeadCell, Table } from "../../ui/table.tsx";
import { LinksDialog } from "./links-dialog.tsx";
import { reconcileTexts } from "./reconcile-texts.ts";
import type { LinkView } from "./reconcile-view.ts";

const LinkTable = ({ links }: { readonly links: readonly LinkView[] }): ReactElement => {
  const texts = usePageTexts(reconcileTexts);
  const keyName = useKeyNames();
  const head = (
    <>
      <HeadCell>{texts.accessKey}</HeadCell>
      <HeadCell>{texts.apiKey}</HeadCell>
      <HeadCell>{texts.workspace}</HeadCell>
    </>
  );
  return (
    <Table caption={texts.links} head={head}>
      {links.map(({ accessKeyId, apiKeyId, workspaceId }) => (
        <tr key={`${accessKeyId} ${apiKeyId}`}>
          <Cell className="font-medium">{keyName(accessKeyId)}</Cell>
          <Cell className="font-mono text-xs">{apiKeyId}</Cell>
          <Cell>{workspaceId ?? "–"}</Cell>
        </tr>
      ))}
    </Table>
  );
};

/** Which Anthropic keys belong to which access keys. */
export const LinksCard = (): ReactElement => {
  const texts = usePageTexts(reconcileTexts);
  const trpc = useTrpc();
  const mayManage = useMay("reconcile.manage");
  const [isOpen, setIsOpen] = useState(false);
  const links = useQuery(trpc.reconcile.links.queryOptions());
  const edit = (
    <Button
      onClick={() => {
        setIsOpen(true);
      }}
    >
      {texts.editLinks}
    </Button>
  );
  return (
    <Card actions={mayManage && links.data !== undefined ? edit : null} title={texts.links}>
      <QueryBody query={links} skeleton={<Skeleton lines={3} />}>
        {(rows) =>
          rows.length === 0 ? (
            <Notice hint={texts.linksHint} title={texts.noLinks} />
          ) : (
            <LinkTable links={rows} />
          )
        }
      </QueryBody>
      {isOpen && links.data !== undefined ? (
        <LinksDialog
          links={links.data}
          onClose={() => {
            setIsOpen(false);
          }}
        />
      ) : null}
    </Card>
  );
};
