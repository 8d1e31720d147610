/** Where inference profiles of Amazon Bedrock route to. Source: langfuse default-model-prices.json at 62751446, the profiles of real traffic. */
const BEDROCK_REGION = /^(?:us|eu|apac|au|jp|global)\./;
const BEDROCK_ARN =
  /^arn:aws[a-z-]*:bedrock:[a-z0-9-]*:\d*:(?:inference-profile|foundation-model)\//;
const BEDROCK_VENDOR = "anthropic.";
const BEDROCK_VERSION = /-v\d+(?::\d+)?$/;
const GATEWAY_VENDOR = "anthropic/";
const VERTEX_PATH =
  /^(?:projects\/[^/]+\/locations\/[^/]+\/)?publishers\/anthropic\/models\/(?=[^/]+$)/;
const SNAPSHOT = /^(.+)[-@](\d{4})(\d{2})(\d{2})$/;

/** Takes off what names the way to the model, not the model: `us.anthropic.claude-…-v1:0` gives `claude-…`. */
const withoutProvider = (name: string): string => {
  const onBedrock = name.replace(BEDROCK_ARN, "").replace(BEDROCK_REGION, "");
  if (onBedrock.startsWith(BEDROCK_VENDOR)) {
    return onBedrock.slice(BEDROCK_VENDOR.length).replace(BEDROCK_VERSION, "");
  }
  if (name.startsWith(GATEWAY_VENDOR)) return name.slice(GATEWAY_VENDOR.length);
  return name.replace(VERTEX_PATH, "");
};

/** The name without its date, if it ends in a real one (`-20250929`, Vertex `@20250929`). */
const withoutSnapshot = (name: string): string | null => {
  const [, model, year, month, day] = SNAPSHOT.exec(name) ?? [];
  if (model === undefined) return null;
  const date = new Date(`${year}-${month}-${day}T00:00:00Z`);
  const isReal =
    !Number.isNaN(date.getTime()) && date.toISOString().startsWith(`${year}-${month}-${day}`);
  return isReal ? model : null;
};

/**
 * The plain id of the model a name stands for, or null.
 *
 * Exact steps only: the name as given, without its provider's wrapping (Bedrock id, region, ARN; Vertex path; gateway vendor), and without the
 * date of a snapshot. Each step must end at a name the book lists. Never by prefix or likeness: `claude-sonnet-4` would otherwise price
 * every later Sonnet, and a wrong price is worse than none.
 *
 * @param names every id and alias of the book, to the plain id.
 */
export const resolveModel = (name: string, names: ReadonlyMap<string, string>): string | null => {
  const exact = names.get(name);
  if (exact !== undefined) return exact;
  const bare = withoutProvider(name);
  const unwrapped = names.get(bare);
  if (unwrapped !== undefined) return unwrapped;
  const undated = withoutSnapshot(bare);
  return undated === null ? null : (names.get(undated) ?? null);
};
