import type { ServerConfig } from "./config.ts";

/** Whether the panel is served: as TOKENLEDGER_PANEL says; unless it says, where this is not production. */
export const isPanelOn = ({
  TOKENLEDGER_PANEL: chosen,
  NODE_ENV: environment,
}: Pick<ServerConfig, "TOKENLEDGER_PANEL" | "NODE_ENV">): boolean =>
  chosen === undefined ? environment !== "production" : chosen === "on";
