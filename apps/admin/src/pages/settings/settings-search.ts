import { object } from "zod/mini";
import type { Permission } from "../../data/use-member.ts";
import { choice, sharedFields } from "../../view/view-search.ts";

/** The parts of the page, the usual one first. */
export const settingsTabs = ["account", "members", "masking", "retention", "channels"] as const;
export type SettingsTab = (typeof settingsTabs)[number];

/** What each part asks for; null: nothing. */
export const tabPermissions: Readonly<Record<SettingsTab, Permission | null>> = {
  account: null,
  members: "members.read",
  masking: null,
  retention: "retention.read",
  channels: "alerts.read",
};

/** The settings' address. */
export const SettingsSearch = object({ ...sharedFields, tab: choice(settingsTabs) });
