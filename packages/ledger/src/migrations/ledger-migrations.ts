import { InitialLedger } from "./0001-initial-ledger.ts";

/** Every migration, oldest first. Names are stored: never change one that was released. */
export const ledgerMigrations = [{ name: "0001-initial-ledger", class: InitialLedger }] as const;
