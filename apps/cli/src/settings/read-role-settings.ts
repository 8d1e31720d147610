import { TokenledgerError } from "@tokenledger/usage";
import { z } from "zod";

const RoleConfig = z.object({ readConfig: z.instanceof(Function) });

// A process of its own: a role's settings are read from the environment it would be started with, by the role's own code.
const { readConfig } = RoleConfig.parse(await import(process.argv[2] ?? ""));
try {
  Reflect.apply(readConfig, undefined, []);
} catch (error) {
  if (!(error instanceof TokenledgerError)) throw error;
  process.stdout.write(error.message);
  process.exitCode = 1;
}
