import type { Attribution } from "./attribution/attribution.ts";
import { Tally } from "./balance-sheet.ts";
import type { CallUsage } from "./call-usage.ts";
import type { ClientEvents } from "./client-events.ts";
import type { ClientSettings } from "./client-settings.ts";
import { composeRecord, isTimedHere } from "./compose-record.ts";
import { Backlog } from "./delivery/backlog.ts";
import { CollectCall } from "./delivery/collect-call.ts";
import { Delivery } from "./delivery/delivery.ts";
import type { WaitingRecord } from "./delivery/waiting-record.ts";
import { EventIds } from "./event-ids.ts";
import type { Health } from "./health.ts";
import { ServerClock } from "./server-clock.ts";
import { RejectedFile } from "./spool/rejected-file.ts";
import { Spool } from "./spool/spool.ts";

/** Most records one call carries; the server's limit (`RECORDS_PER_CALL_MAX` of @tokenledger/usage). */
export const BATCH_COUNT_MAX = 500;
/** Most bytes of records one call carries: half of what the server takes (`BODY_BYTES_MAX`), a proxy in between may take less. */
export const BATCH_BYTES_MAX = 524_288;
/** A record larger than this cannot be one: the server takes 16 KiB of usage, and its texts are bounded. */
export const RECORD_BYTES_MAX = 32_768;
/** How often folders of processes that died are looked for, in milliseconds. */
const ADOPT_MS = 60_000;

export interface RecordPathParts {
  readonly settings: ClientSettings;
  readonly events: ClientEvents;
  readonly fetch: typeof globalThis.fetch;
  /** Folder of the spool; null: memory alone. */
  readonly folder: string | null;
  readonly hasWaitUntil: boolean;
  readonly random: () => number;
}

/**
 * The way of a record: composed, written to the spool, queued, delivered.
 * `record` is what the application pays: one JSON text, one write, no wait.
 */
export class RecordPath {
  readonly #parts: RecordPathParts;
  readonly #clock = new ServerClock();
  readonly #ids = new EventIds();
  readonly #tally: Tally;
  readonly #spool: Spool | null;
  readonly #backlog: Backlog;
  readonly #delivery: Delivery;
  readonly #rejectedFile: RejectedFile | null;
  #adopting: NodeJS.Timeout | null = null;
  #handedOver: Promise<unknown> | null = null;
  #closed = false;

  constructor(parts: RecordPathParts) {
    const { events, folder, settings } = parts;
    this.#parts = parts;
    this.#tally = new Tally(events.drop);
    this.#spool = folder === null ? null : openSpool(folder, parts);
    this.#rejectedFile = folder === null ? null : new RejectedFile(folder);
    this.#backlog = new Backlog(
      { ...settings, batchCountMax: BATCH_COUNT_MAX, batchBytesMax: BATCH_BYTES_MAX },
      this.#spool,
    );
    this.#delivery = new Delivery({
      backlog: this.#backlog,
      collector: new CollectCall({ ...settings, fetch: parts.fetch }, this.#clock),
      tally: this.#tally,
      clock: this.#clock,
      pace: settings,
      limits: { countMax: BATCH_COUNT_MAX, bytesMax: BATCH_BYTES_MAX },
      events: {
        rejected: (rejection) => {
          this.#rejectedFile?.add(rejection);
          events.reject(rejection);
        },
        held: (reason) =>
          events.trouble("held", `the server refuses (${reason}); records wait until it does not.`),
      },
      random: parts.random,
    });
    this.#adoptNowAndThen();
  }

  /** Takes a record. Never throws, never waits. */
  record(call: CallUsage, attribution: Attribution): void {
    this.#tally.recordedCount += 1;
    try {
      const record = this.#compose(call, attribution);
      if (record !== null) {
        this.#keep(record);
      }
    } catch (error) {
      // A usage that cannot be JSON (a cycle, a bigint): nothing the server could count.
      this.#refuse({ code: "unreadable", message: String(error), eventId: "", record: "" });
    }
  }

  flush(): Promise<boolean> {
    return this.#delivery.flush();
  }

  /** Whether an attempt to deliver makes sense before the process ends. */
  get isWorthFlushing(): boolean {
    return this.#delivery.state === "waiting";
  }

  /** Delivers for so long at most, then stops. On disk everything stays for the next process; in memory it is dropped. */
  async close(waitMsMax: number): Promise<void> {
    if (this.#closed) {
      return;
    }
    clearInterval(this.#adopting ?? undefined);
    await this.#delivery.close(waitMsMax);
    this.#closed = true;
    this.#tally.drop("closed", this.#backlog.abandonMemory());
    this.#spool?.close();
  }

  health(): Health {
    const spoolState = this.#spool?.isDegraded === true ? "degraded" : "disk";
    return {
      ...this.#tally.sheet(this.#backlog.count),
      state: this.#delivery.state,
      trouble: this.#delivery.trouble,
      spool: this.#spool === null ? "memory" : spoolState,
      spoolBytes: this.#spool?.byteCount ?? 0,
      memoryCount: this.#backlog.memoryCount,
      memoryBytes: this.#backlog.memoryBytes,
      damagedLineCount: this.#spool?.damagedLineCount ?? 0,
      clockOffsetMs: this.#clock.offsetMs,
      uncapturedCount: 0,
      refusedCount: 0,
      unguardedCount: 0,
    };
  }

  #compose(call: CallUsage, attribution: Attribution): WaitingRecord | null {
    const record = composeRecord(call, attribution, this.#clock.now(), this.#ids);
    const json = JSON.stringify(record);
    const byteCount = Buffer.byteLength(json);
    const { eventId } = record;
    if (byteCount > RECORD_BYTES_MAX) {
      const message = `${byteCount} bytes; the largest record has ${RECORD_BYTES_MAX}`;
      this.#refuse({ code: "too_large", message, eventId, record: json.slice(0, 1_024) });
      return null;
    }
    const clockOffsetMs = isTimedHere(call) ? this.#clock.offsetMs : null;
    return { eventId, json, byteCount, clockOffsetMs, replaces: null };
  }

  #keep(record: WaitingRecord): void {
    const kept = this.#closed ? "closed" : this.#backlog.add(record);
    if (kept !== "kept") {
      this.#tally.drop(kept, 1);
      return;
    }
    this.#tally.endDropEpisode();
    this.#delivery.notify();
    if (this.#parts.hasWaitUntil) {
      this.#handOver();
    }
  }

  #refuse(rejection: Parameters<ClientEvents["reject"]>[0]): void {
    this.#tally.rejectedCount += 1;
    this.#rejectedFile?.add(rejection);
    this.#parts.events.reject(rejection);
  }

  /** The platform freezes the process when the response is out: it is told of the delivery while the request still runs. */
  #handOver(): void {
    if (this.#handedOver !== null) {
      return;
    }
    this.#handedOver = Promise.resolve()
      .then(() => this.#delivery.flush())
      .finally(() => {
        this.#handedOver = null;
      });
    this.#parts.events.delivering(this.#handedOver);
  }

  #adoptNowAndThen(): void {
    if (this.#spool !== null) {
      void this.#adopt(this.#spool);
      this.#adopting = setInterval(
        (spool: Spool) => void this.#adopt(spool),
        ADOPT_MS,
        this.#spool,
      );
      this.#adopting.unref();
    }
  }

  async #adopt(spool: Spool): Promise<void> {
    for (const { file, recordCount } of await spool.adopt()) {
      this.#backlog.adopt(file, recordCount);
      this.#tally.adoptedCount += recordCount;
      this.#delivery.notify();
    }
  }
}

const openSpool = (root: string, { events, settings }: RecordPathParts): Spool =>
  new Spool({
    root,
    bytesMax: settings.spool?.bytesMax ?? 0,
    trouble: (error) =>
      events.trouble("spool", "the disk refuses; records wait in memory alone.", error),
  });
