import { randomUUID } from "node:crypto";
import type {
  CounterAnswer,
  CounterFigure,
  CounterQuestion,
  CounterSeed,
  QuotaCounters,
  ReservationRequest,
  SeedMark,
} from "@tokenledger/usage/quotas";
import type { Redis } from "ioredis";
import { z } from "zod";
import type { BufferKeys } from "../keys.ts";
import { loadScript, runScript } from "../script.ts";
import { ask } from "../store-error.ts";

const askScript = loadScript("quota-ask");
const beginScript = loadScript("quota-begin-seeds");
const seedScript = loadScript("quota-seed");
const releaseScript = loadScript("quota-release");

const FIGURE_CELLS = 4;

const Reply = z.union([
  z.tuple([z.literal("STALE")], z.int()),
  z.tuple([z.literal("TOLD"), z.enum(["0", "1"])], z.string()),
]);
const Marks = z.tuple([z.string()], z.string());
const Hold = z.record(z.string(), z.string());

const figureOf = (cells: readonly string[], index: number): CounterFigure => {
  const [used = "0", reserved = "0", ageMs = "0", exceeded] = cells.slice(
    index * FIGURE_CELLS,
    (index + 1) * FIGURE_CELLS,
  );
  return {
    used: BigInt(used),
    reserved: BigInt(reserved),
    seedAgeMs: Number(ageMs),
    isExceeded: exceeded === "1",
  };
};

/** The counters of quotas on the buffer's Redis. */
export class RedisQuotaCounters implements QuotaCounters {
  readonly #redis: Redis;
  readonly #keys: BufferKeys;

  constructor(redis: Redis, keys: BufferKeys) {
    this.#redis = redis;
    this.#keys = keys;
  }

  async ask(
    questions: readonly CounterQuestion[],
    reservation: ReservationRequest | null,
    seedAgeMsMax: number,
  ): Promise<CounterAnswer> {
    const keys = this.#keys;
    const reply = Reply.parse(
      await runScript(
        this.#redis,
        askScript,
        [
          keys.quotaEpoch,
          keys.quotaHold(reservation?.id ?? ""),
          ...questions.flatMap(({ counterId }) => [
            keys.quota(counterId),
            keys.pend({ type: "quota", id: counterId }),
            keys.quotaReserved(counterId),
          ]),
        ],
        [
          reservation?.id ?? "",
          String(reservation?.expiresInMs ?? 0),
          String(seedAgeMsMax),
          ...questions.flatMap(({ counterId, limit, amount }) => [
            counterId,
            limit === null ? "" : String(limit),
            String(amount),
          ]),
        ],
      ),
    );
    if (reply[0] === "STALE") {
      const [, ...indexes] = reply;
      return { type: "stale", indexes };
    }
    const [, isAllowed, ...cells] = reply;
    return {
      type: "told",
      isAllowed: isAllowed === "1",
      figures: questions.map((_, index) => figureOf(cells, index)),
    };
  }

  async beginSeeds(counterIds: readonly string[], keepMs: number): Promise<readonly SeedMark[]> {
    const keys = [this.#keys.quotaEpoch, ...counterIds.map((id) => this.#keys.quota(id))];
    const [epoch, ...moved] = Marks.parse(
      await runScript(this.#redis, beginScript, keys, [String(keepMs)]),
    );
    return counterIds.map((counterId, index) => ({
      counterId,
      epoch,
      moved: moved[index] ?? "0",
    }));
  }

  async seed(seeds: readonly CounterSeed[]): Promise<void> {
    await runScript(
      this.#redis,
      seedScript,
      [
        this.#keys.quotaEpoch,
        ...seeds.flatMap(({ mark: { counterId } }) => [
          this.#keys.quota(counterId),
          this.#keys.quotaReserved(counterId),
        ]),
      ],
      seeds.flatMap(({ mark, used, keepMs }) => [
        mark.epoch,
        mark.moved,
        String(used),
        String(keepMs),
      ]),
    );
  }

  async release(reservationIds: readonly string[]): Promise<void> {
    await Promise.all(reservationIds.map(async (id) => this.#release(id)));
  }

  async forgetSeeds(): Promise<void> {
    await ask(async () => this.#redis.set(this.#keys.quotaEpoch, randomUUID()));
  }

  /** Two steps: which counters it holds is known to its hold alone. The second gives back no more than is there. */
  async #release(id: string): Promise<void> {
    const hold = Hold.parse(await ask(async () => this.#redis.hgetall(this.#keys.quotaHold(id))));
    const held = Object.entries(hold);
    if (held.length === 0) return;
    await runScript(
      this.#redis,
      releaseScript,
      [
        this.#keys.quotaHold(id),
        ...held.flatMap(([counterId]) => [
          this.#keys.quota(counterId),
          this.#keys.quotaReserved(counterId),
        ]),
      ],
      held.flatMap(([, amount]) => [`${id}|${amount}`, amount]),
    );
  }
}
