import { cliSettings } from "@tokenledger/cli/config";
import { flusherSettings } from "@tokenledger/flusher/config";
import { schedulerSettings } from "@tokenledger/scheduler/config";
import { serverSettings } from "@tokenledger/server/config";

/** The variables each command of the image reads. */
export const settingsOf: Readonly<Record<string, readonly string[]>> = {
  serve: Object.keys(serverSettings),
  flush: Object.keys(flusherSettings),
  schedule: Object.keys(schedulerSettings),
  setup: ["DATABASE_URL", "TOKENLEDGER_KEY_PEPPER"],
  migrate: ["DATABASE_URL"],
  all: [...Object.keys(cliSettings), ...Object.keys(serverSettings)],
};

/** Whether some command reads this variable, itself or from the file it names. */
export const isRead = (name: string): boolean =>
  Object.values(settingsOf).some(
    (names) => names.includes(name) || names.includes(name.replace(/_FILE$/, "")),
  );
