import { TokenledgerError } from "@tokenledger/usage";

/** Another program listens where this one was told to. */
export class PortTakenError extends TokenledgerError {
  constructor(host: string, port: number, cause: unknown) {
    super(
      "PORT_TAKEN",
      `Port ${port} of ${host} is taken by another program. Stop that one, or set PORT to a free port.`,
      false,
      { cause },
    );
  }
}
