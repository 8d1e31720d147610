import type { DetailRow } from "@tokenledger/usage";
import { useEffect, useState } from "react";
import { recordAddress } from "../view/record-address.ts";
import { newAddresses } from "./new-addresses.ts";

/** How long a record that just came glows, in milliseconds; as long as the theme's animation. */
const ARRIVAL_MS = 1600;

/** Which of the rows were not there at the first sight of any, nor for long since. Those glow once as they arrive. */
export const useArrivals = (rows: readonly DetailRow[]): ReadonlySet<string> => {
  const [seen, setSeen] = useState<ReadonlySet<string> | null>(null);
  const addresses = rows.map(recordAddress);
  const joined = addresses.join(" ");
  if (seen === null && addresses.length > 0) {
    setSeen(new Set(addresses));
  }
  useEffect(() => {
    const timer = setTimeout(() => {
      setSeen(new Set(joined.split(" ")));
    }, ARRIVAL_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [joined]);
  return newAddresses(addresses, seen);
};
