import {
  anthropicId,
  digestOf,
  seededRandom,
  type SeededRandom,
} from "@tokenledger/fake-anthropic";
import { mintEventId, type UsageRecordInput } from "@tokenledger/usage";
import type { Feature } from "../company/feature.ts";
import { pickFeature, pickModel, pickService, pickUser } from "../company/pick.ts";
import type { Service } from "../company/service.ts";
import { callsOnDay, DAY_MS, timeOfDayMs } from "./calendar.ts";
import { endCall } from "./call-ending.ts";

/** Which calls to make up. */
export interface HistoryOptions {
  readonly seed: number;
  /** Days before today. */
  readonly days: number;
  /** About how many records in all. */
  readonly records: number;
  /** Nothing happens at or after this moment. */
  readonly untilMs: number;
}

/** A call that was made once upon a time, and the service whose access key it was made with. */
export interface PastCall {
  readonly service: Service;
  readonly timeMs: number;
  readonly record: UsageRecordInput;
}

const sessionOf = (feature: Feature, user: string, timeMs: number): string =>
  `${feature.name}-${digestOf(user, Math.floor(timeMs / (DAY_MS / 6)))
    .toString("hex")
    .slice(0, 12)}`;

const attribution = (
  random: SeededRandom,
  service: Service,
  feature: Feature,
  timeMs: number,
): Partial<UsageRecordInput> => {
  const user = pickUser(random, service);
  return {
    ...(user === undefined ? {} : { user, session: sessionOf(feature, user, timeMs) }),
    feature: feature.name,
    endpoint: feature.endpoint,
    tags: { team: service.team, environment: service.environment },
    workspaceId: anthropicId("wrkspc", service.team),
  };
};

/** One call: what it is depends on seed, day and its number on that day, and on nothing else. */
const pastCall = (seed: number, day: number, index: number): PastCall => {
  const random = seededRandom("call", seed, day, index);
  const service = pickService(random);
  const feature = pickFeature(random, service);
  const timeMs = day * DAY_MS + timeOfDayMs(random, service.rhythm);
  const requestModel = pickModel(random, feature);
  const record = {
    eventId: mintEventId(timeMs, digestOf("event", seed, day, index)),
    ...attribution(random, service, feature, timeMs),
    requestModel,
    requestId: anthropicId("req", seed, day, index),
    ...endCall(random, feature, requestModel),
  };
  return { service, timeMs, record };
};

/**
 * The calls of the past `days` days and of today so far, oldest first, one day in memory at a time.
 *
 * Two histories of one seed agree on every call that both contain: asked again tomorrow, or for more days, the ids and contents are the same; asked
 * for more records, the fewer are among the more. So sending a history again counts nothing twice.
 */
export function* history(options: HistoryOptions): Generator<PastCall> {
  const { seed, days, records, untilMs } = options;
  const today = Math.floor(untilMs / DAY_MS);
  for (let day = today - days; day <= today; day += 1) {
    const count = callsOnDay(seed, day, records / Math.max(days, 1));
    const calls = Array.from({ length: count }, (_, index) => pastCall(seed, day, index));
    yield* calls.filter(({ timeMs }) => timeMs < untilMs).sort((a, b) => a.timeMs - b.timeMs);
  }
}
