import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { rememberPermissions } from "../data/remembered-permissions.ts";
import { useTrpc } from "../data/trpc.ts";
import { useMember } from "../data/use-member.ts";
import { useLocale } from "../locale/locale-context.ts";
import { Button } from "../ui/button.tsx";
import { Icon } from "../ui/icon.tsx";

/** Who is logged in, and the way out: nothing of what was seen stays in the page's memory. */
export const Account = (): ReactElement => {
  const { t } = useLocale();
  const trpc = useTrpc();
  const member = useMember();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const logOut = useMutation({
    ...trpc.auth.logout.mutationOptions(),
    onSuccess: async () => {
      rememberPermissions(() => localStorage, null);
      await navigate({ to: "/login" });
      queryClient.clear();
    },
  });
  return (
    <div className="flex items-center justify-between gap-2">
      <div className="min-w-0 px-2">
        <p className="truncate text-sm font-medium">{member?.login ?? " "}</p>
        <p className="text-xs text-ink-soft">
          {member === undefined ? " " : t.app.roles[member.role]}
        </p>
      </div>
      <Button
        aria-label={t.app.logOut}
        disabled={logOut.isPending}
        isSquare
        look="bare"
        onClick={() => {
          logOut.mutate();
        }}
        title={t.app.logOut}
      >
        <Icon name="logOut" />
      </Button>
    </div>
  );
};
