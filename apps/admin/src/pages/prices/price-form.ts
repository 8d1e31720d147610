import type { Confidence, PriceClass } from "@tokenledger/usage";
import { parseDay } from "../../period/utc-day.ts";
import { parsePerMillion, perMillionText } from "../../price/per-million.ts";
import type { PriceRowView } from "../../price/price-view.ts";

/** What stands in the boxes of a price's form. */
export interface PriceDraft {
  readonly model: string;
  readonly priceClass: PriceClass;
  readonly price: string;
  readonly serviceTier: string;
  readonly speed: string;
  readonly inferenceGeo: string;
  readonly validFrom: string;
  readonly validTo: string;
  readonly confidence: Confidence;
  readonly source: string;
  readonly note: string;
  readonly reason: string;
}

/** An empty form. */
export const emptyDraft: PriceDraft = {
  model: "",
  priceClass: "input",
  price: "",
  serviceTier: "standard",
  speed: "standard",
  inferenceGeo: "global",
  validFrom: "",
  validTo: "",
  confidence: "official",
  source: "",
  note: "",
  reason: "",
};

const dayOf = (moment: Date | null): string => moment?.toISOString().slice(0, 10) ?? "";

/** The form of a price that stands in the book. */
export const draftOf = (row: PriceRowView): PriceDraft => ({
  model: row.model,
  priceClass: row.priceClass,
  price: perMillionText(row.picoUsd),
  serviceTier: row.serviceTier,
  speed: row.speed,
  inferenceGeo: row.inferenceGeo,
  validFrom: dayOf(row.validFrom),
  validTo: dayOf(row.validTo),
  confidence: row.confidence,
  source: row.sources.join("\n"),
  note: row.note ?? "",
  reason: "",
});

const momentOf = (text: string): Date | null => {
  const timeMs = parseDay(text);
  return timeMs === null ? null : new Date(timeMs);
};

/** The moment a box means: the stored one where the day was left as it was (it may not be midnight), else the day's start in UTC. */
const keptMoment = (text: string, stored: Date | null): Date | null =>
  text === dayOf(stored) ? stored : momentOf(text);

/** The parts of a form that can be corrected, read; null while the price is no price. */
export const readDraft = (draft: PriceDraft, stored?: PriceRowView) => {
  const picoUsd = parsePerMillion(draft.price);
  return picoUsd === null
    ? null
    : {
        picoUsd,
        validFrom: keptMoment(draft.validFrom, stored?.validFrom ?? null),
        validTo: keptMoment(draft.validTo, stored?.validTo ?? null),
        confidence: draft.confidence,
        sources: draft.source
          .split("\n")
          .map((source) => source.trim())
          .filter((source) => source !== ""),
        note: draft.note.trim() === "" ? null : draft.note.trim(),
      };
};
