const SNAPSHOTS: ReadonlyMap<string, string> = new Map([
  ["claude-sonnet-4-0", "claude-sonnet-4-20250514"],
  ["claude-opus-4-0", "claude-opus-4-20250514"],
  ["claude-opus-4-1", "claude-opus-4-1-20250805"],
  ["claude-sonnet-4-5", "claude-sonnet-4-5-20250929"],
  ["claude-haiku-4-5", "claude-haiku-4-5-20251001"],
  ["claude-opus-4-5", "claude-opus-4-5-20251101"],
]);

/**
 * The model name an answer carries. Aliases up to the 4.5 family come back as their dated snapshot (seen in 97 of 97 recordings); newer
 * names have no date and come back as they are.
 */
export const answeringModel = (requestModel: string): string =>
  SNAPSHOTS.get(requestModel) ?? requestModel;

/** Whether an answer for this name can be made up. Others get the API's 404 `model: …`. */
export const isKnownModel = (requestModel: string): boolean => requestModel.startsWith("claude-");

/** `inference_geo` of answers: dated models say `not_available`, later ones the region asked for or `global`. */
export const inferenceGeo = (model: string, asked: string | null | undefined): string =>
  /-\d{8}$/.test(model) ? "not_available" : (asked ?? "global");
