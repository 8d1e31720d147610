import { recall, type TextStore } from "../locale/remembered.ts";
import { isZone } from "./zone.ts";

/** What every address may carry: the zone whose days, hours and months the page shows. */
export interface ZoneSearch {
  readonly tz?: string | undefined;
}

/**
 * The zone of an address; where it says none, the one chosen last on this machine; else nothing, which is UTC. Once somebody has chosen,
 * their addresses carry it: who opens one sees the same days.
 */
export const zoneSearch = (
  search: Readonly<Record<string, unknown>>,
  store: () => TextStore,
): ZoneSearch => {
  const asked = [search["tz"], recall(store, "zone")];
  const tz = asked.find((one): one is string => typeof one === "string" && isZone(one));
  return tz === undefined ? {} : { tz };
};
