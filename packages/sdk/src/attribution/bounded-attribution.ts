import type { Attribution } from "./attribution.ts";
import { boundedText } from "./bounded-text.ts";

/** Most tags of one record; the server's limit (`TAGS_MAX` of @tokenledger/usage, which this package may not load at run time). */
export const TAG_COUNT_MAX = 8;

const boundedTags = (tags: Attribution["tags"]): Record<string, string> | undefined => {
  const kept: Record<string, string> = {};
  let count = 0;
  for (const [name, value] of Object.entries(tags ?? {})) {
    const tag = boundedText(name, 64);
    const text = boundedText(value, 128);
    if (tag !== undefined && text !== undefined && count < TAG_COUNT_MAX) {
      kept[tag] = text;
      count += 1;
    }
  }
  return count === 0 ? undefined : kept;
};

/** The attribution within the server's limits: texts cut, control characters and the ninth tag onwards left out. Never throws. */
export const boundedAttribution = (attribution: Attribution): Attribution => ({
  user: boundedText(attribution.user, 128),
  feature: boundedText(attribution.feature, 64),
  endpoint: boundedText(attribution.endpoint, 128),
  session: boundedText(attribution.session, 128),
  tags: attribution.tags === undefined ? undefined : boundedTags(attribution.tags),
});
