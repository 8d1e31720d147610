import { z } from "zod";
import { InvalidInputError } from "./errors.ts";

/**
 * Reads a process's settings from its environment, once.
 * Empty variables count as missing. All faults are reported together, each naming its variable.
 *
 * @throws InvalidInputError CONFIG_INVALID
 */
export const parseConfig = <Shape extends z.ZodRawShape>(
  shape: Shape,
  environment: Readonly<Record<string, string | undefined>>,
): z.output<z.ZodObject<Shape>> => {
  const present = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ""),
  );
  const result = z.object(shape).safeParse(present);
  if (!result.success) {
    throw new InvalidInputError(
      "CONFIG_INVALID",
      `Settings are wrong:\n${z.prettifyError(result.error)}`,
    );
  }
  return result.data;
};
