import { InvalidInputError } from "@tokenledger/usage";
import { flushSteps, type FlushStep } from "./flush.ts";

const SETTING = /^(?<step>[a-z]+)(?::(?<count>[1-9]\d*))?$/;

/**
 * A hook for tests: ends this process by SIGKILL at a step, as a crash there would. Without a setting it does nothing.
 *
 * @param setting `read`, `committed` or `settled`, with `:n` for the n-th time; default the first.
 * @throws InvalidInputError CONFIG_INVALID for any other setting.
 */
export const crashPoint = (setting: string | undefined): ((step: FlushStep) => void) => {
  if (setting === undefined) return () => undefined;
  const { step: name, count = "1" } = SETTING.exec(setting)?.groups ?? {};
  const crashStep = flushSteps.find((step) => step === name);
  if (crashStep === undefined) {
    throw new InvalidInputError("CONFIG_INVALID", `TOKENLEDGER_CRASH_AT names no step: ${setting}`);
  }
  let left = Number(count);
  return (step) => {
    if (step !== crashStep) return;
    left -= 1;
    if (left === 0) process.kill(process.pid, "SIGKILL");
  };
};
