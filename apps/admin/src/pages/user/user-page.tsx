import { getRouteApi } from "@tanstack/react-router";
import type { UserView } from "@tokenledger/usage";
import { useState, type ReactElement } from "react";
import { ConsumerPage } from "../../consumer/consumer-page.tsx";
import { MissingConsumer } from "../../consumer/missing-consumer.tsx";
import { useMay } from "../../data/use-member.ts";
import { useLocale } from "../../locale/locale-context.ts";
import { Button } from "../../ui/button.tsx";
import { FactLine } from "../../ui/fact-line.tsx";
import { StatusBadge } from "../../ui/status-badge.tsx";
import { SwitchUserDialog } from "../users/switch-user-dialog.tsx";
import { useUser } from "./use-user.ts";

const route = getRouteApi("/app/users/$id");

const SwitchUser = ({ user }: { readonly user: UserView }): ReactElement | null => {
  const { t } = useLocale();
  const [isOpen, setIsOpen] = useState(false);
  if (!useMay("users.manage")) {
    return null;
  }
  const isActive = user.disabledAt === null;
  return (
    <>
      <Button
        look={isActive ? "danger" : "quiet"}
        onClick={() => {
          setIsOpen(true);
        }}
      >
        {isActive ? t.status.disable : t.status.enable}
      </Button>
      {isOpen ? (
        <SwitchUserDialog
          onClose={() => {
            setIsOpen(false);
          }}
          user={user}
        />
      ) : null}
    </>
  );
};

const Facts = ({ user }: { readonly user: UserView }): ReactElement => {
  const { t, format } = useLocale();
  const status = user.disabledAt === null ? "active" : "disabled";
  return (
    <FactLine
      facts={[
        {
          name: t.keys.status,
          value: <StatusBadge since={user.disabledAt} status={status} />,
        },
        { name: t.users.firstSeen, value: format.day(user.createTime.getTime()) },
      ]}
    />
  );
};

/** One user: what they spend, on what, with which key, and the switch. */
export const UserPage = (): ReactElement => {
  const { id } = route.useParams();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const user = useUser(id);
  const { data } = user;
  if (data === undefined || data === null) {
    return <MissingConsumer name="user" query={user} />;
  }
  return (
    <ConsumerPage
      actions={<SwitchUser user={data} />}
      name="user"
      onSearch={(change) => void navigate({ search: change })}
      search={search}
      title={data.name}
      value={data.name}
    >
      <Facts user={data} />
    </ConsumerPage>
  );
};
