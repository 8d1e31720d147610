import { usePermissions } from "../data/use-member.ts";
import { menu } from "./menu.ts";

type Group = (typeof menu)[number];
/** One page of the menu. */
export type MenuPage = Group["pages"][number];

/** The menu as this member sees it: pages they may not open are left out, and all are shown until it is known who they are. */
export const useMenu = (): readonly {
  readonly group: Group["group"];
  readonly pages: readonly MenuPage[];
}[] => {
  const permissions = usePermissions();
  const isOpen = ({ permission }: MenuPage): boolean =>
    permission === null || permissions === null || permissions.includes(permission);
  return menu
    .map(({ group, pages }) => ({ group, pages: pages.filter(isOpen) }))
    .filter(({ pages }) => pages.length > 0);
};
