import { Outlet } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { ZonedLocale } from "../zone/zoned-locale.tsx";

/** Above every page: what the address says of all of them. */
export const Root = (): ReactElement => (
  <ZonedLocale>
    <Outlet />
  </ZonedLocale>
);
