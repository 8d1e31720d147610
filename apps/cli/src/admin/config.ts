import { homedir } from "node:os";
import { join } from "node:path";
import { parseConfig } from "@tokenledger/usage/config";
import { z } from "zod";
import { cliSettings } from "../config.ts";

const shape = {
  PORT: cliSettings.PORT,
  /** Server that is asked. Default: the one on this machine's PORT. */
  TOKENLEDGER_URL: z.url({ protocol: /^https?$/ }).optional(),
  /** Who asks: a login of the page. Default `admin`, which the first start makes. */
  TOKENLEDGER_ADMIN_LOGIN: z.string().default("admin"),
  /** Its password. Missing: asked for at the terminal. */
  TOKENLEDGER_ADMIN_PASSWORD: z.string().optional(),
  /** Under which sessions are kept between commands, in `tokenledger/sessions.json`. */
  XDG_STATE_HOME: z.string().default(join(homedir(), ".local", "state")),
};

/** Where commands that ask a server ask, and as whom. */
export interface AdminConfig {
  readonly url: string;
  readonly login: string;
  readonly password: string | undefined;
  readonly sessionsFile: string;
}

/** Reads the settings; `url` is what the command line names. @throws InvalidInputError that lists every fault. */
export const readAdminConfig = (url: string | undefined): AdminConfig => {
  const named = url === undefined ? {} : { TOKENLEDGER_URL: url };
  const config = parseConfig(shape, { ...process.env, ...named });
  return {
    url: (config.TOKENLEDGER_URL ?? `http://127.0.0.1:${config.PORT}`).replace(/\/+$/, ""),
    login: config.TOKENLEDGER_ADMIN_LOGIN,
    password: config.TOKENLEDGER_ADMIN_PASSWORD,
    sessionsFile: join(config.XDG_STATE_HOME, "tokenledger", "sessions.json"),
  };
};
