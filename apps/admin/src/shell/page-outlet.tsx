import { Outlet } from "@tanstack/react-router";
import { lazy, Suspense, type ReactElement } from "react";
import { useMember } from "../data/use-member.ts";

/** Fetched for whom it is needed. */
const ForcedPassword = lazy(async () => ({
  default: (await import("../account/forced-password.tsx")).ForcedPassword,
}));

/** The page of the address; for members who must change their password first, that. */
export const PageOutlet = (): ReactElement =>
  useMember()?.mustChangePassword === true ? (
    <Suspense>
      <ForcedPassword />
    </Suspense>
  ) : (
    <Outlet />
  );
