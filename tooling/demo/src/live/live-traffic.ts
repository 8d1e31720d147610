import { seededRandom } from "@tokenledger/fake-anthropic";
import { pickService } from "../company/pick.ts";
import { services } from "../company/service.ts";
import type { Door } from "../door/collect-batch.ts";
import { drawCall } from "./live-call.ts";
import { LiveService } from "./live-service.ts";

/** What runs, how fast. */
export interface LiveTrafficOptions {
  /** The door of each service, by its name. */
  readonly doors: ReadonlyMap<string, Door>;
  readonly anthropicUrl: string;
  /** Calls a second, on average. Above 0. */
  readonly rate: number;
  readonly seed: number;
  /** Told of a call that failed for a reason that is not the API's. */
  readonly onTrouble: (error: unknown) => void;
}

/** Traffic that goes on until it is stopped. */
export interface LiveTraffic {
  /** Calls begun so far. */
  readonly callCount: number;
  /** Begins no more calls, waits for those under way, delivers their records. Stopping twice is no error. */
  stop(): Promise<void>;
}

const CALLS_UNDER_WAY_MAX = 100;

class Traffic implements LiveTraffic {
  callCount = 0;
  readonly #options: LiveTrafficOptions;
  readonly #underWay = new Set<Promise<void>>();
  readonly #live: ReadonlyMap<string, LiveService>;
  #timer: NodeJS.Timeout | undefined;
  #stopped: Promise<void> | undefined;

  constructor(options: LiveTrafficOptions) {
    this.#options = options;
    const { doors, anthropicUrl } = options;
    this.#live = new Map(
      services.flatMap((service): [string, LiveService][] => {
        const door = doors.get(service.name);
        return door === undefined
          ? []
          : [[service.name, new LiveService({ service, door, anthropicUrl })]];
      }),
    );
    this.#scheduleNext();
  }

  async stop(): Promise<void> {
    this.#stopped ??= this.#end();
    await this.#stopped;
  }

  async #end(): Promise<void> {
    clearTimeout(this.#timer);
    await Promise.all(this.#underWay);
    await Promise.all([...this.#live.values()].map((service) => service.close()));
  }

  /** Times between calls are exponential, as those of many people who know nothing of each other are. */
  #scheduleNext(): void {
    const { rate, seed } = this.#options;
    const random = seededRandom("gap", seed, this.callCount);
    const waitMs = (-1000 * Math.log(1 - random())) / rate;
    this.#timer = setTimeout(() => {
      if (this.#underWay.size < CALLS_UNDER_WAY_MAX) {
        this.#begin();
      }
      if (this.#stopped === undefined) {
        this.#scheduleNext();
      }
    }, waitMs);
  }

  #begin(): void {
    this.callCount += 1;
    const random = seededRandom("live", this.#options.seed, this.callCount);
    const service = pickService(random);
    const call = this.#live.get(service.name)?.call(drawCall(random, service));
    const ended = (call ?? Promise.resolve())
      .catch(this.#options.onTrouble)
      .finally(() => this.#underWay.delete(ended));
    this.#underWay.add(ended);
  }
}

/** Starts a few calls a second by all services, until stopped. */
export const startLiveTraffic = (options: LiveTrafficOptions): LiveTraffic => new Traffic(options);
