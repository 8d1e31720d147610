import { useQuery } from "@tanstack/react-query";
import { useState, type ReactElement } from "react";
import { liveOptions } from "../../data/live.ts";
import { useTrpc } from "../../data/trpc.ts";
import { useMay } from "../../data/use-member.ts";
import { useLocale } from "../../locale/locale-context.ts";
import { usePageTexts } from "../../locale/page-texts.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Icon } from "../../ui/icon.tsx";
import { QueryBody } from "../../ui/query-body.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { StatusBadge } from "../../ui/status-badge.tsx";
import { Cell, HeadCell, Table } from "../../ui/table.tsx";
import { MemberDialog } from "./member-dialog.tsx";
import { memberDeeds, type MemberDeed, type MemberRow } from "./member-part.ts";
import { MemberConfirm } from "./member-confirm.tsx";
import { settingsTexts } from "./settings-texts.ts";

interface Chosen {
  readonly member: MemberRow | null;
  readonly deed: MemberDeed;
}

interface RowProps {
  readonly member: MemberRow;
  /** Null for members who may not. */
  readonly onChoose: ((chosen: Chosen) => void) | null;
}

const Row = ({ member, onChoose }: RowProps): ReactElement => {
  const { t, format } = useLocale();
  const texts = usePageTexts(settingsTexts);
  const { disabledAt, lastSeenTime, userNames } = member;
  const isActive = disabledAt === null;
  return (
    <tr>
      <Cell className="font-medium">{member.login}</Cell>
      <Cell>{t.app.roles[member.role]}</Cell>
      <Cell className="max-w-64 truncate" title={format.list(userNames)}>
        {userNames.length === 0 ? "–" : format.list(userNames)}
      </Cell>
      <Cell>
        <StatusBadge since={disabledAt} status={isActive ? "active" : "disabled"} />
      </Cell>
      <Cell>{lastSeenTime === null ? "–" : format.moment(lastSeenTime.getTime())}</Cell>
      <Cell>
        <span className="-my-1 flex justify-end">
          {onChoose === null
            ? null
            : memberDeeds
                .filter((deed) => deed !== (isActive ? "enable" : "disable"))
                .map((deed) => (
                  <Button
                    key={deed}
                    look="bare"
                    onClick={() => {
                      onChoose({ member, deed });
                    }}
                  >
                    {texts.deeds[deed]}
                  </Button>
                ))}
        </span>
      </Cell>
    </tr>
  );
};

const Dialogs = ({
  chosen,
  onClose,
}: {
  readonly chosen: Chosen | null;
  readonly onClose: () => void;
}): ReactElement | null => {
  if (chosen === null) {
    return null;
  }
  const { member, deed } = chosen;
  return member === null || deed === "edit" ? (
    <MemberDialog member={member} onClose={onClose} />
  ) : (
    <MemberConfirm deed={deed} member={member} onClose={onClose} />
  );
};

const Head = (): ReactElement => {
  const { t, format } = useLocale();
  const texts = usePageTexts(settingsTexts);
  return (
    <>
      <HeadCell>{t.login.login}</HeadCell>
      <HeadCell>{texts.role}</HeadCell>
      <HeadCell title={texts.userNamesHint}>{texts.userNames}</HeadCell>
      <HeadCell>{t.keys.status}</HeadCell>
      <HeadCell>{t.zone.of(texts.seen, format.zoneName)}</HeadCell>
      <HeadCell>
        <span className="sr-only">{texts.actions}</span>
      </HeadCell>
    </>
  );
};

/** Who may log in, as what, and for whom. */
export const MembersCard = (): ReactElement => {
  const texts = usePageTexts(settingsTexts);
  const trpc = useTrpc();
  const mayManage = useMay("members.manage");
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const members = useQuery({ ...trpc.members.list.queryOptions(), ...liveOptions(false) });
  const add = (
    <Button
      look="primary"
      onClick={() => {
        setChosen({ member: null, deed: "edit" });
      }}
    >
      <Icon name="plus" />
      {texts.addMember}
    </Button>
  );
  return (
    <Card actions={mayManage ? add : null} title={texts.tabs.members}>
      <QueryBody query={members} skeleton={<Skeleton lines={6} />}>
        {(rows) => (
          <Table caption={texts.tabs.members} head={<Head />}>
            {rows.map((member) => (
              <Row key={member.id} member={member} onChoose={mayManage ? setChosen : null} />
            ))}
          </Table>
        )}
      </QueryBody>
      <Dialogs
        chosen={chosen}
        onClose={() => {
          setChosen(null);
        }}
      />
    </Card>
  );
};
