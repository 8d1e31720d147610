import { InvalidArgumentError } from "@commander-js/extra-typings";
import { linkFaults, processFaults, type FaultKind } from "./fault.ts";

const KINDS: ReadonlySet<string> = new Set([...processFaults, ...linkFaults]);

const matches = (wish: string, target: string): boolean =>
  wish === "" || wish === target || wish === target.replaceAll(/-\d+/g, "");

/**
 * Reads `--faults`: words apart by commas, each a kind (`kill`), a target (`@flusher`, `@flusher-1`, `@server>redis`) or both (`kill@redis`).
 * A target is meant with its number or without; a link only by `>`. `all` and nothing are all faults, `none` is none.
 *
 * @throws InvalidArgumentError for a kind that does not exist.
 */
export const wantedFaults = (text: string): ((kind: FaultKind, target: string) => boolean) => {
  if (text === "" || text === "all") return () => true;
  if (text === "none") return () => false;
  const wishes = text.split(",").map((word) => {
    const [kind = "", target = ""] = word.split("@");
    if (kind !== "" && !KINDS.has(kind)) {
      throw new InvalidArgumentError(`No such fault: ${word}. Kinds: ${[...KINDS].join(" ")}`);
    }
    return { kind, target };
  });
  return (kind, target) =>
    wishes.some((wish) => (wish.kind === "" || wish.kind === kind) && matches(wish.target, target));
};
