import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type ReactElement } from "react";
import { liveOptions } from "../../data/live.ts";
import { useTrpc } from "../../data/trpc.ts";
import { useLocale } from "../../locale/locale-context.ts";
import { usePageTexts } from "../../locale/page-texts.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { QueryBody } from "../../ui/query-body.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { Cell, HeadCell, Table } from "../../ui/table.tsx";
import { browserName } from "./browser-name.ts";
import { settingsTexts } from "./settings-texts.ts";

const Head = (): ReactElement => {
  const { t, format } = useLocale();
  const texts = usePageTexts(settingsTexts);
  return (
    <>
      <HeadCell>{texts.browser}</HeadCell>
      <HeadCell>{texts.network}</HeadCell>
      <HeadCell>{t.zone.of(texts.began, format.zoneName)}</HeadCell>
      <HeadCell>{t.zone.of(texts.seen, format.zoneName)}</HeadCell>
      <HeadCell>
        <span className="sr-only">{texts.actions}</span>
      </HeadCell>
    </>
  );
};

const EndDialog = ({
  sessionId,
  onClose,
}: {
  readonly sessionId: string;
  readonly onClose: () => void;
}): ReactElement => {
  const texts = usePageTexts(settingsTexts);
  const trpc = useTrpc();
  const queryClient = useQueryClient();
  const end = useMutation({
    ...trpc.auth.revokeSession.mutationOptions(),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: trpc.auth.sessions.queryKey() });
      onClose();
    },
  });
  return (
    <ConfirmDialog
      action={texts.end}
      error={end.error}
      hint={texts.endHint}
      isBusy={end.isPending}
      isDangerous
      onClose={onClose}
      onConfirm={() => {
        end.mutate({ sessionId });
      }}
      title={texts.endTitle}
    />
  );
};

/** The browser by its name, the system below; what names neither as it is. The whole text is a touch away. */
const BrowserCell = ({ userAgent }: { readonly userAgent: string | null }): ReactElement => {
  const name = userAgent === null ? null : browserName(userAgent);
  return (
    <Cell className="max-w-80 truncate" title={userAgent ?? undefined}>
      {name?.browser ?? userAgent ?? "–"}
      <span className="block text-xs text-ink-soft">{name?.system}</span>
    </Cell>
  );
};

/** Where the member is logged in; any other session can be ended. */
export const SessionsCard = (): ReactElement => {
  const { format } = useLocale();
  const texts = usePageTexts(settingsTexts);
  const trpc = useTrpc();
  const sessions = useQuery({ ...trpc.auth.sessions.queryOptions(), ...liveOptions(false) });
  const [ending, setEnding] = useState<string | null>(null);
  return (
    <Card title={texts.sessions}>
      <QueryBody query={sessions} skeleton={<Skeleton lines={4} />}>
        {(data) => (
          <Table caption={texts.sessions} head={<Head />}>
            {data.sessions.map((session) => (
              <tr key={session.id}>
                <BrowserCell userAgent={session.userAgent} />
                <Cell>{session.network ?? "–"}</Cell>
                <Cell>{format.moment(session.createTime.getTime())}</Cell>
                <Cell>{format.moment(session.lastSeenTime.getTime())}</Cell>
                <Cell className="text-right">
                  {session.id === data.currentId ? (
                    <Badge tone="good">{texts.current}</Badge>
                  ) : (
                    <Button
                      look="bare"
                      onClick={() => {
                        setEnding(session.id);
                      }}
                    >
                      {texts.end}
                    </Button>
                  )}
                </Cell>
              </tr>
            ))}
          </Table>
        )}
      </QueryBody>
      {ending === null ? null : (
        <EndDialog
          onClose={() => {
            setEnding(null);
          }}
          sessionId={ending}
        />
      )}
    </Card>
  );
};
