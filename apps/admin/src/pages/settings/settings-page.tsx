import { getRouteApi } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { accountTexts } from "../../account/account-texts.ts";
import { PasswordForm } from "../../account/password-form.tsx";
import { useMember } from "../../data/use-member.ts";
import { AfterFirstPaint } from "../../first-paint/after-first-paint.tsx";
import { useLocale } from "../../locale/locale-context.ts";
import { usePageTexts } from "../../locale/page-texts.ts";
import { Page } from "../../shell/page.tsx";
import { Card } from "../../ui/card.tsx";
import { Segments } from "../../ui/segments.tsx";
import { ChannelsCard } from "../alerts/channels-card.tsx";
import { MaskingCard } from "./masking-card.tsx";
import { MembersCard } from "./members-card.tsx";
import { RetentionCard } from "./retention-card.tsx";
import { SessionsCard } from "./sessions-card.tsx";
import { settingsTabs, tabPermissions, type SettingsTab } from "./settings-search.ts";
import { settingsTexts } from "./settings-texts.ts";
import { ZoneCard } from "./zone-card.tsx";

const route = getRouteApi("/app/settings");

const Tab = ({ tab }: { readonly tab: SettingsTab }): ReactElement => {
  const texts = usePageTexts(accountTexts);
  const cards: Record<SettingsTab, ReactElement> = {
    account: (
      <>
        <SessionsCard />
        <ZoneCard />
        <AfterFirstPaint>
          <Card title={texts.password}>
            <PasswordForm />
          </Card>
        </AfterFirstPaint>
      </>
    ),
    members: <MembersCard />,
    masking: <MaskingCard />,
    retention: <RetentionCard />,
    channels: <ChannelsCard />,
  };
  return cards[tab];
};

/** One's own account; for those who run the system who may log in, who sees names, how long calls are kept, and where alerts go. */
export const SettingsPage = (): ReactElement => {
  const { t } = useLocale();
  const texts = usePageTexts(settingsTexts);
  const { tab = "account" } = route.useSearch();
  const navigate = route.useNavigate();
  const permissions = useMember()?.permissions ?? [];
  const tabs = settingsTabs.filter((one) => {
    const needed = tabPermissions[one];
    return needed === null || permissions.includes(needed);
  });
  return (
    <Page intro={texts.intro} title={t.app.pages.settings}>
      <Segments
        className="w-fit max-w-full flex-wrap"
        label={texts.part}
        onChoose={(next) =>
          void navigate({
            search: (now) => ({ ...now, tab: next === "account" ? undefined : next }),
          })
        }
        options={tabs.map((value) => ({ value, name: texts.tabs[value] }))}
        value={tab}
      />
      <Tab tab={tab} />
    </Page>
  );
};
