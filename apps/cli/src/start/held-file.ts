import { DatabaseSync } from "node:sqlite";

/** Lowest byte of SQLITE_BUSY and its kin: https://www.sqlite.org/rescode.html#busy */
const BUSY = 5;

const isBusy = (error: unknown): boolean =>
  error instanceof Error &&
  "errcode" in error &&
  typeof error.errcode === "number" &&
  error.errcode % 256 === BUSY;

/**
 * Holds a file for this process, as a lock of the operating system: it ends with the process, however that ends, and of many that ask at once
 * exactly one gets it. The file is made, stays empty, and is left where it is: one that is removed could be held twice. Nobody may open it
 * otherwise, for closing it again would end the lock.
 *
 * Not a file with a process's id in it: two that find a dead one's id both take it over, and after a restart of the machine the id is another's
 * (decision 0090). RESERVED, the lock of a write that has begun, is refused at once and never shared; EXCLUSIVE has steps on which two can meet
 * and both give way.
 *
 * @returns how to give it back, which may be done twice. Kept by the caller: a lock that is forgotten is given back. Undefined where it is held,
 * be it by this process.
 */
export const holdFile = (file: string): (() => void) | undefined => {
  const database = new DatabaseSync(file, { timeout: 0 });
  try {
    // Else a journal is made beside it, and stays behind after a kill.
    database.exec("PRAGMA journal_mode = MEMORY; BEGIN IMMEDIATE");
  } catch (error) {
    database.close();
    if (isBusy(error)) return undefined;
    throw error;
  }
  return () => {
    if (database.isOpen) database.close();
  };
};
