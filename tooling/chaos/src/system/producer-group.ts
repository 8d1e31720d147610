import { readdirSync } from "node:fs";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { processNames } from "../faults/fault-lanes.ts";
import type { FaultProxy } from "../network/fault-proxy.ts";
import { FINISH, ProducerMessage } from "../producer/messages.ts";
import type { ChaosKey } from "./chaos-keys.ts";
import type { RecoveryTimes } from "./recovery-times.ts";
import { SupervisedProcess } from "./supervised-process.ts";

export interface ProducerOptions {
  readonly folder: string;
  readonly seed: number;
  readonly recordsPerSecond: number;
  readonly keys: readonly ChaosKey[];
  readonly links: ReadonlyMap<string, FaultProxy>;
  readonly recoveries: RecoveryTimes;
}

const ENTRY = fileURLToPath(new URL("../producer/main.ts", import.meta.url));
const SEGMENT = /\.seg$/;
const POLL_MS = 100;
const TRUTH_FILE = /^key-(?<key>\d+)-.*\.log$/;

/** Processes that record with the real SDK and keep their own account of it. Two share a key and a spool, one has its own. */
export class ProducerGroup {
  readonly processes: readonly SupervisedProcess[];
  readonly #folder: string;
  readonly #faults: string[] = [];
  #finishedCount = 0;

  constructor(options: ProducerOptions) {
    this.#folder = options.folder;
    this.processes = processNames.producers.map((name, index) => {
      const group = index % options.keys.length;
      const key = options.keys[group] ?? { id: "", token: "" };
      return this.#producer(name, `producer-${group + 1}>server`, key, options);
    });
  }

  /** What did not add up in the SDK's own account, at any time. Empty is right. */
  get faults(): readonly string[] {
    return this.#faults;
  }

  /** The producers' accounts of what they recorded, with the access key each was recorded under. */
  truthFiles(): readonly { readonly file: string; readonly accessKeyId: string }[] {
    const folder = path.join(this.#folder, "truth");
    return readdirSync(folder).flatMap((name) => {
      const accessKeyId = TRUTH_FILE.exec(name)?.groups?.["key"];
      return accessKeyId === undefined ? [] : [{ file: path.join(folder, name), accessKeyId }];
    });
  }

  async start(): Promise<void> {
    await Promise.all(this.processes.map(async (process) => process.start()));
  }

  /**
   * Has all of them deliver what they and the dead among them recorded, and end. What still waits on disk after that time is a fault.
   */
  async finish(waitMsMax: number): Promise<void> {
    const deadlineMs = performance.now() + waitMsMax;
    for (const process of this.processes) process.release();
    while (this.#finishedCount < this.processes.length || this.#waitsOnDisk()) {
      if (performance.now() > deadlineMs) {
        this.#faults.push(`records still wait on disk, ${this.#finishedCount} producers finished`);
        return;
      }
      for (const process of this.processes) process.send(FINISH);
      await delay(POLL_MS);
    }
  }

  /** Kills them. */
  async stop(): Promise<void> {
    await Promise.all(this.processes.map(async (process) => process.stop()));
  }

  #producer(
    name: string,
    link: string,
    key: ChaosKey,
    { folder, links, recordsPerSecond, recoveries, seed }: ProducerOptions,
  ): SupervisedProcess {
    const env = {
      TOKENLEDGER_URL: links.get(link)?.urlFor("http://127.0.0.1") ?? "",
      TOKENLEDGER_KEY: key.token,
      TOKENLEDGER_SPOOL_DIR: path.join(folder, "spool"),
      RECORDS_PER_SECOND: String(recordsPerSecond),
      SEED: String(seed),
    };
    return new SupervisedProcess({
      name,
      logFile: path.join(folder, "logs", `${name}.log`),
      start: (life) => {
        const truthFile = path.join(folder, "truth", `key-${key.id}-${name}-${life}.log`);
        return { entry: ENTRY, env: { ...env, TRUTH_FILE: truthFile, LIFE: `${name}-${life}` } };
      },
      onMessage: (message) => this.#heard(name, message),
      onReady: (waitMs) => recoveries.add(name, waitMs),
    });
  }

  #heard(name: string, message: unknown): void {
    const said = ProducerMessage.safeParse(message);
    if (!said.success || said.data.type !== "sheet") return;
    const { isLast, sheet } = said.data;
    if (isLast) this.#finishedCount += 1;
    const known = sheet.recordedCount + sheet.adoptedCount;
    const { acceptedCount, duplicateCount, rejectedCount, droppedCount, waitingCount } = sheet;
    const told = acceptedCount + duplicateCount + rejectedCount + droppedCount + waitingCount;
    const missing = rejectedCount + droppedCount + (isLast ? waitingCount : 0);
    if (known !== told || missing > 0) this.#faults.push(`${name}: ${JSON.stringify(sheet)}`);
  }

  #waitsOnDisk(): boolean {
    return readdirSync(path.join(this.#folder, "spool"), {
      recursive: true,
      encoding: "utf8",
    }).some((file) => SEGMENT.test(file));
  }
}
