import { Link } from "@tanstack/react-router";
import type { ReactElement } from "react";
import type { QueryState } from "../data/query-state.ts";
import { useLocale } from "../locale/locale-context.ts";
import { Page } from "../shell/page.tsx";
import { buttonClass } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { Notice } from "../ui/notice.tsx";
import { QueryBody } from "../ui/query-body.tsx";
import { Skeleton } from "../ui/skeleton.tsx";

interface MissingConsumerProps {
  readonly name: "key" | "user";
  readonly query: QueryState<object | null>;
}

/** The page of a key or user that is not known: not yet, not at all, or not to this member. */
export const MissingConsumer = ({ name, query }: MissingConsumerProps): ReactElement => {
  const { t } = useLocale();
  const title = t.filter.names[name];
  return (
    <Page intro={<>&nbsp;</>} title={title}>
      <Card title={title}>
        <QueryBody query={query} skeleton={<Skeleton lines={12} />}>
          {() => (
            <Notice title={name === "key" ? t.keys.missing : t.users.missing}>
              <Link className={buttonClass("quiet")} to={name === "key" ? "/keys" : "/users"}>
                {name === "key" ? t.keys.all : t.users.title}
              </Link>
            </Notice>
          )}
        </QueryBody>
      </Card>
    </Page>
  );
};
