import { TokenledgerError } from "@tokenledger/usage";

/** The caller is known and may not do this. Asking again changes nothing. */
export class ForbiddenError extends TokenledgerError {
  constructor(message: string) {
    super("FORBIDDEN", message, false);
  }
}
