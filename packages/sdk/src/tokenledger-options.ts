import type { Attribution } from "./attribution/attribution.ts";
import type { DropEpisode } from "./balance-sheet.ts";
import type { ResolveAttribution } from "./capture/call-in-sight.ts";
import type { GuardOptions } from "./guard/guard-options.ts";
import type { OpenTelemetryOptions } from "./telemetry/telemetry-options.ts";
import type { Rejection } from "./rejection.ts";

/** Where records wait on disk. */
export interface SpoolOptions {
  /** The folder; made if it is missing. `TOKENLEDGER_SPOOL_DIR`, else a folder of this user in the system's temporary folder. */
  readonly directory?: string | undefined;
  /** Most bytes on disk; 256 MiB by default. */
  readonly bytesMax?: number | undefined;
}

/** Something went wrong that the application need not act on, but somebody should know. */
export interface Trouble {
  /** `held`: the server refuses our key or address. `spool`: the disk refuses. `capture`: a call could not be read. `callback`: one of your functions threw. `guard`: quotas cannot be asked about. */
  readonly code: "held" | "spool" | "capture" | "callback" | "guard";
  readonly message: string;
  readonly cause?: unknown;
}

/** Everything has a default but the server's address and the key, and those come from the environment where they are not given. */
export interface TokenledgerOptions {
  /** Base address of the server. `TOKENLEDGER_URL` by default; without one the client does nothing, and says so once. */
  readonly url?: string | undefined;
  /** The access key. `TOKENLEDGER_KEY` by default. */
  readonly accessKey?: string | undefined;
  /** True: do nothing. `TOKENLEDGER_DISABLED=1` does the same. */
  readonly disabled?: boolean | undefined;
  /** Holds for every call, unless something nearer to the call says otherwise. */
  readonly attribution?: Attribution | undefined;
  /** Asked for every captured call: who is it for? What it leaves out is inherited. It must be quick; if it throws, the call is recorded without it. */
  readonly resolve?: ResolveAttribution | undefined;
  /**
   * Asks before each call whether the quotas have room for it, and refuses it with a QuotaExceededError if not. Off by default; true for the
   * defaults: failing open, waiting 500 ms at most. Only calls of the middleware and the `fetch` are guarded, batches are not.
   */
  readonly guard?: GuardOptions | boolean | undefined;
  /** Where records wait on disk; false: in memory alone (they are lost with the process). */
  readonly spool?: SpoolOptions | false | undefined;
  /** Most records in memory; 10,000 by default. */
  readonly memoryCountMax?: number | undefined;
  /** Most bytes of records in memory; 8 MiB by default. */
  readonly memoryBytesMax?: number | undefined;
  /** This many records are sent at once; 100 by default. */
  readonly flushCount?: number | undefined;
  /** A record waits no longer than this for company, in milliseconds; 1,000 by default. */
  readonly flushMsMax?: number | undefined;
  /** A collect call that takes longer is repeated, in milliseconds; 10,000 by default. */
  readonly requestMsMax?: number | undefined;
  /** While the server refuses the key it is asked again this often, in milliseconds; 60,000 by default. */
  readonly probeMs?: number | undefined;
  /** Given a promise for every delivery, so that a serverless platform lets it end: `waitUntil` of Vercel, Cloudflare, Next.js. */
  readonly waitUntil?: ((delivery: Promise<unknown>) => void) | undefined;
  /** Told once an episode that records are being dropped. */
  readonly onDrop?: ((episode: DropEpisode) => void) | undefined;
  /** Told of each record that was refused for good. */
  readonly onReject?: ((rejection: Rejection) => void) | undefined;
  /** Told of trouble. By default trouble is a process warning. */
  readonly onTrouble?: ((trouble: Trouble) => void) | undefined;
  /** Metrics and span attributes of captured calls, by the GenAI conventions. */
  readonly openTelemetry?: OpenTelemetryOptions | undefined;
  /** The `fetch` that carries records to the server (a proxy, a client certificate). The global one by default. */
  readonly fetch?: typeof globalThis.fetch | undefined;
}
