import type { ConsumerFilter, Consumers, ConsumerType, Figures } from "@tokenledger/usage";
import { comparedRange, sumsOf, type Asking } from "./asking.ts";
import { figuresOf, minus, noFigures, plus } from "./figures.ts";
import { narrowedTo } from "./narrowed-to.ts";
import { resolveFilter } from "./resolved-filter.ts";
import type { UsageSum } from "./usage-sums.ts";

interface Named {
  readonly id: string;
  readonly name: string;
}

const named = (id: string | null, name: string | null = id): Named | null =>
  id === null ? null : { id, name: name ?? id };

const consumerOf: Readonly<Record<ConsumerType, (sum: UsageSum) => Named | null>> = {
  access_key: ({ accessKeyId, accessKeyName }) => named(accessKeyId, accessKeyName),
  user: ({ userId, userName }) => named(userName ?? userId),
  model: ({ model }) => named(model),
  feature: ({ feature }) => named(feature),
};

/** Who or what used most, and all others as one; with what each used before, if asked. */
export const readTopConsumers = async (
  asking: Asking,
  type: ConsumerType,
  filter: ConsumerFilter,
  countMax: number,
): Promise<Consumers> => {
  const resolved = await resolveFilter(asking.runner, asking.scope, filter);
  const base = { range: filter, filter: resolved, period: null };
  // One more: usage without a value may be among the largest, and is no consumer.
  const question = { ...base, groups: [type], rankBy: filter.rankBy, countMax: countMax + 1 };
  const sums = await sumsOf(asking, question);
  const largest = sums
    .filter((sum) => !sum.isOther && consumerOf[type](sum) !== null)
    .slice(0, countMax);
  const [whole] = await sumsOf(asking, { ...base, groups: [] });
  const range = comparedRange(asking, filter);
  const before =
    range === null
      ? null
      : await sumsOf(asking, {
          ...question,
          range,
          filter: narrowedTo(resolved, type, largest),
          countMax: undefined,
        });
  const previous = new Map(before?.map((sum) => [consumerOf[type](sum)?.id, figuresOf(sum)]));
  const rows = largest.flatMap((sum) => {
    const consumer = consumerOf[type](sum);
    if (consumer === null) return [];
    const { id, name } = consumer;
    const was: Figures | null = before === null ? null : (previous.get(id) ?? noFigures);
    return [{ dimensionId: id, name, ...figuresOf(sum), previous: was }];
  });
  const all = figuresOf(whole ?? noFigures);
  return { rows, other: minus(all, rows.map(figuresOf).reduce(plus, noFigures)) };
};
