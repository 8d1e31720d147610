import { UnavailableError } from "@tokenledger/usage";
import { z } from "zod";

/** What an error of the driver says that may be branched on: https://www.postgresql.org/docs/18/errcodes-appendix.html */
const DatabaseFault = z.object({
  code: z.string().regex(/^[0-9A-Z]{5}$/),
  constraint: z.string().optional(),
  message: z.string(),
});

const UNIQUE_VIOLATION = "23505";
const CHECK_VIOLATION = "23514";
const PROGRAM_LIMIT_EXCEEDED = "54000";
const QUERY_CANCELED = "57014";

/** A value that PostgreSQL refuses, now and for ever: sending it again cannot help. */
export class RefusedValueError extends Error {
  readonly sqlstate: string;

  constructor(sqlstate: string, cause: unknown) {
    super(`PostgreSQL refuses a value (SQLSTATE ${sqlstate})`, { cause });
    this.name = "RefusedValueError";
    this.sqlstate = sqlstate;
  }
}

/**
 * Whether a SQLSTATE says that a value is bad. Data exceptions (22), integrity violations (23) and values too long for an index (54000) do,
 * except two:
 * - 23505: ON CONFLICT may raise it while an index is built concurrently; the next try skips the row.
 * - 23514 without a constraint's name: no partition takes the row. Somebody detached DEFAULT; the record is good.
 *
 * Everything else (connection 08, rollback 40, resources 53, locks 55, operator 57, read-only 25006, a schema that is being migrated 42,
 * and whatever is unknown) must be repeated: filing a good record as a dead letter is worse than waiting.
 */
export const refusesValue = (sqlstate: string, constraint: string | undefined): boolean => {
  if (sqlstate === UNIQUE_VIOLATION) return false;
  if (sqlstate === CHECK_VIOLATION) return constraint !== undefined;
  if (sqlstate === PROGRAM_LIMIT_EXCEEDED) return true;
  return sqlstate.startsWith("22") || sqlstate.startsWith("23");
};

/** Names what the driver threw. @returns RefusedValueError, or UnavailableError for all that is not the value's fault. */
export const nameDatabaseError = (error: unknown): RefusedValueError | UnavailableError => {
  if (error instanceof RefusedValueError || error instanceof UnavailableError) return error;
  const fault = DatabaseFault.safeParse(error);
  if (fault.success && refusesValue(fault.data.code, fault.data.constraint)) {
    return new RefusedValueError(fault.data.code, error);
  }
  const what = fault.success ? `SQLSTATE ${fault.data.code}` : "no answer";
  return new UnavailableError(`PostgreSQL cannot do this now (${what})`, { cause: error });
};

/** Whether a statement was ended from outside: it ran longer than `statement_timeout`, or an operator would not wait for it. */
export const isCanceled = (error: unknown): boolean =>
  error instanceof UnavailableError &&
  DatabaseFault.safeParse(error.cause).data?.code === QUERY_CANCELED;
