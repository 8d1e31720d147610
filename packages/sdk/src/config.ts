/** What the environment says about the SDK. Options given in code win over it. */
export interface SdkEnvironment {
  /** `TOKENLEDGER_URL`: base address of the server, without `/trpc`. */
  readonly url: string | undefined;
  /** `TOKENLEDGER_KEY`: the access key the records are counted under. */
  readonly accessKey: string | undefined;
  /** `TOKENLEDGER_DISABLED=1` turns the SDK into a no-op. */
  readonly disabled: boolean;
  /** `TOKENLEDGER_SPOOL_DIR`: where records wait on disk; the system's temporary folder by default. */
  readonly spoolDirectory: string | undefined;
}

const present = (value: string | undefined): string | undefined =>
  value === undefined || value === "" ? undefined : value;

/** Reads the SDK's settings from an environment. Empty variables count as missing; nothing throws. */
export const readEnvironment = (
  environment: Readonly<Record<string, string | undefined>> = process.env,
): SdkEnvironment => ({
  url: present(environment["TOKENLEDGER_URL"]),
  accessKey: present(environment["TOKENLEDGER_KEY"]),
  disabled: ["1", "true"].includes(environment["TOKENLEDGER_DISABLED"] ?? ""),
  spoolDirectory: present(environment["TOKENLEDGER_SPOOL_DIR"]),
});
