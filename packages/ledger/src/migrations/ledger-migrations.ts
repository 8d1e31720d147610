import { InitialLedger } from "./0001-initial-ledger.ts";
import { Prices } from "./0002-prices.ts";

/** Every migration, oldest first. Names are stored: never change one that was released. */
export const ledgerMigrations = [
  { name: "0001-initial-ledger", class: InitialLedger },
  { name: "0002-prices", class: Prices },
] as const;
