import type { SdkEnvironment } from "./config.ts";
import type { TokenledgerOptions } from "./tokenledger-options.ts";

const MEBIBYTE = 1_048_576;

/** What a client works with: options, environment and defaults, put together once. */
export interface ClientSettings {
  readonly url: string;
  readonly accessKey: string;
  /** Null: no spool. */
  readonly spool: { readonly directory: string | undefined; readonly bytesMax: number } | null;
  readonly memoryCountMax: number;
  readonly memoryBytesMax: number;
  readonly flushCount: number;
  readonly flushMsMax: number;
  readonly requestMsMax: number;
  readonly probeMs: number;
}

const positive = (value: number | undefined, otherwise: number): number =>
  value !== undefined && value > 0 ? value : otherwise;

/** An empty text is what a missing variable of the application's own configuration comes to. */
const present = (value: string | undefined): string | undefined =>
  value === "" ? undefined : value;

const isUsableUrl = (url: string): boolean => URL.canParse(url) && /^https?:/iu.test(url);

/**
 * Puts options, environment and defaults together. Options win.
 *
 * @returns why the client must do nothing, in one sentence, where it must: it is switched off, or has no address or key.
 *   Never throws: a service must start whether or not somebody counts its tokens.
 */
export const readSettings = (
  options: TokenledgerOptions,
  environment: SdkEnvironment,
): ClientSettings | string => {
  const url = present(options.url) ?? environment.url;
  const accessKey = present(options.accessKey) ?? environment.accessKey;
  if (options.disabled ?? environment.disabled) {
    return "Tokenledger is switched off: nothing is recorded.";
  }
  if (url === undefined || !isUsableUrl(url)) {
    return `Tokenledger has no server: set TOKENLEDGER_URL or the option \`url\`${url === undefined ? "" : " to an http address"}. Nothing is recorded.`;
  }
  if (accessKey === undefined) {
    return "Tokenledger has no access key: set TOKENLEDGER_KEY or the option `accessKey`. Nothing is recorded.";
  }
  return { url, accessKey, ...limitsOf(options), spool: spoolOf(options, environment) };
};

const spoolOf = (
  options: TokenledgerOptions,
  environment: SdkEnvironment,
): ClientSettings["spool"] =>
  options.spool === false
    ? null
    : {
        directory: options.spool?.directory ?? environment.spoolDirectory,
        bytesMax: positive(options.spool?.bytesMax, 256 * MEBIBYTE),
      };

const limitsOf = (
  options: TokenledgerOptions,
): Omit<ClientSettings, "url" | "accessKey" | "spool"> => ({
  memoryCountMax: positive(options.memoryCountMax, 10_000),
  memoryBytesMax: positive(options.memoryBytesMax, 8 * MEBIBYTE),
  flushCount: positive(options.flushCount, 100),
  flushMsMax: positive(options.flushMsMax, 1_000),
  requestMsMax: positive(options.requestMsMax, 10_000),
  probeMs: positive(options.probeMs, 60_000),
});
