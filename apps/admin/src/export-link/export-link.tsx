import { Link, useNavigate } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useMay } from "../data/use-member.ts";
import { useLocale } from "../locale/locale-context.ts";
import { useShortcuts } from "../shell/use-shortcuts.ts";
import { buttonClass } from "../ui/button.tsx";
import { Icon } from "../ui/icon.tsx";
import type { ExportsSearch } from "../pages/exports/exports-search.ts";

interface ExportLinkProps {
  /** What the page shows, as the exports' page takes it. */
  readonly search: ExportsSearch;
}

/** Leads, by click or key, to the form of an export of what the page shows; nothing for members who may not. */
export const ExportLink = ({ search }: ExportLinkProps): ReactElement | null => {
  const { t } = useLocale();
  const navigate = useNavigate();
  const isAllowed = useMay("exports.create");
  useShortcuts({
    ...(isAllowed && {
      export: () => {
        void navigate({ to: "/exports", search });
      },
    }),
  });
  return isAllowed ? (
    <Link className={buttonClass("quiet")} search={search} to="/exports">
      <Icon name="exports" />
      {t.app.exportView}
    </Link>
  ) : null;
};
