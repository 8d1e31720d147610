import { Link } from "@tanstack/react-router";
import type { MemberRole } from "@tokenledger/usage";
import type { ReactElement } from "react";
import { useMay, useMember } from "../../data/use-member.ts";
import { useLocale } from "../../locale/locale-context.ts";
import { usePageTexts } from "../../locale/page-texts.ts";
import { Badge } from "../../ui/badge.tsx";
import { Card } from "../../ui/card.tsx";
import { Cell, HeadCell, Table } from "../../ui/table.tsx";
import { settingsTexts } from "./settings-texts.ts";

/** Who is shown people's names as they were sent. The server decides; a browser test holds this beside its rules. */
const seesNames = {
  owner: true,
  admin: true,
  analyst: false,
  auditor: false,
  member: false,
} as const satisfies Record<MemberRole, boolean>;

const roles = [
  "owner",
  "admin",
  "analyst",
  "auditor",
  "member",
] as const satisfies readonly MemberRole[];

/** What each role sees of people's names, and what stands in their place. */
export const MaskingCard = (): ReactElement => {
  const { t } = useLocale();
  const texts = usePageTexts(settingsTexts);
  const member = useMember();
  const mayManage = useMay("members.manage");
  const head = (
    <>
      <HeadCell>{texts.role}</HeadCell>
      <HeadCell>{texts.sees}</HeadCell>
      <HeadCell>
        <span className="sr-only">{texts.current}</span>
      </HeadCell>
    </>
  );
  return (
    <Card title={texts.masking}>
      <p className="mb-3 max-w-3xl text-sm text-ink-soft">{texts.maskingHint}</p>
      <Table caption={texts.masking} head={head}>
        {roles.map((role) => (
          <tr key={role}>
            <Cell className="font-medium">{t.app.roles[role]}</Cell>
            <Cell>{seesNames[role] ? texts.namesShown : texts.namesMasked}</Cell>
            <Cell>
              {member?.role === role ? <Badge tone="plain">{texts.yourRole}</Badge> : null}
            </Cell>
          </tr>
        ))}
      </Table>
      {mayManage ? (
        <p className="mt-3 text-sm">
          <Link
            className="text-accent hover:underline"
            search={(now) => ({ ...now, tab: "members" as const })}
            to="/settings"
          >
            {texts.changeRoles}
          </Link>
        </p>
      ) : null}
    </Card>
  );
};
