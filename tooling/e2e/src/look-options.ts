/** A running system that is looked at by hand. */
export interface LookOptions {
  /** Address of the system, demo data and all. */
  readonly url: string;
  readonly login: string;
  readonly password: string;
  /** Names of pages; empty for all that are looked at otherwise. */
  readonly only: readonly string[];
}

/** How `parseArgs` takes them; the names of pages are what stands alone. */
export const lookArguments = {
  url: { type: "string", default: "http://127.0.0.1:4300" },
  login: { type: "string", default: "admin" },
  password: { type: "string" },
} as const;

interface LookValues {
  readonly url: string;
  readonly login: string;
  readonly password?: string | undefined;
}

/** @throws Error that tells the usage, where there is no password. */
export const lookOptionsOf = (
  { url, login, password }: LookValues,
  only: readonly string[],
  usage: string,
): LookOptions => {
  if (password === undefined) throw new Error(usage);
  return { url, login, password, only };
};
