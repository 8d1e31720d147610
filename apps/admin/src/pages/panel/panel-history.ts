import { array, boolean, nullable, number, object, string, type output } from "zod/mini";

const KEY = "tokenledger.panel";
const CALLS_MAX = 20;

const PastCalls = array(
  object({
    path: string(),
    /** As JSON; null for changes: what they carry may be secret. */
    input: nullable(string()),
    isOk: boolean(),
    ms: number(),
  }),
);

export type PastCall = output<typeof PastCalls>[number];

type CallStore = () => Pick<Storage, "getItem" | "setItem">;

/** The calls of this tab, newest first; none where the browser forbids storage or what lies there is no list of calls. */
export const pastCalls = (store: CallStore): readonly PastCall[] => {
  try {
    return PastCalls.parse(JSON.parse(store().getItem(KEY) ?? "[]"));
  } catch {
    return [];
  }
};

/** Puts a call before the others; the oldest beyond twenty are forgotten. @returns the calls then. */
export const keepCall = (store: CallStore, call: PastCall): readonly PastCall[] => {
  const calls = [call, ...pastCalls(store)].slice(0, CALLS_MAX);
  try {
    store().setItem(KEY, JSON.stringify(calls));
  } catch {
    // Forbidden or full: the panel works without.
  }
  return calls;
};
