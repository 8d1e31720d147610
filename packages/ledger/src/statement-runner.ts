import { IsolationLevel, type TransactionOptions } from "@mikro-orm/core";
import type { EntityManager, MikroORM } from "@mikro-orm/postgresql";
import { CompiledQuery, type ControlledTransaction, type Kysely } from "kysely";
import { z } from "zod";
import { nameDatabaseError } from "./sqlstate.ts";

/** A `.sql` file with the shape of its rows. */
export interface Statement<Row> {
  readonly text: string;
  readonly row: z.ZodType<Row>;
}

type Handle = Pick<Kysely<unknown> | ControlledTransaction<unknown>, "executeQuery">;

/**
 * Runs statements with bound parameters.
 *
 * Through Kysely's handle, not `connection.execute`: that one writes the parameters into the SQL text on the client
 * (a quarter slower and 70 MB more at 1,000 rows).
 */
export class StatementRunner {
  readonly #handle: Handle;

  constructor(handle: Handle) {
    this.#handle = handle;
  }

  /** @throws RefusedValueError, UnavailableError */
  async rows<Row>(
    statement: Statement<Row>,
    parameters: readonly unknown[],
  ): Promise<readonly Row[]> {
    const query = CompiledQuery.raw(statement.text, [...parameters]);
    const result = await this.#handle.executeQuery(query).catch((error: unknown) => {
      throw nameDatabaseError(error);
    });
    return z.array(statement.row).parse(result.rows);
  }
}

/**
 * Statements each in a transaction of its own. Inside of an audited change (see `AuditLog.withChange`) they join its transaction, as
 * everything does that runs on `orm.em` there.
 */
export const autocommit = (orm: MikroORM): StatementRunner => {
  const joined = orm.em.getTransactionContext<ControlledTransaction<unknown>>();
  return new StatementRunner(joined ?? orm.em.getConnection().getClient<unknown>());
};

/** A manager of its own for reads and writes of entities, in the transaction of an audited change where there is one, as `autocommit`. */
export const forkOf = (orm: MikroORM): EntityManager =>
  orm.em.fork({ keepTransactionContext: true });

/** Statements in the transaction that an entity manager runs in, a migration's own. @throws Error outside of one. */
export const runnerOf = (em: Pick<EntityManager, "getTransactionContext">): StatementRunner => {
  const handle = em.getTransactionContext<ControlledTransaction<unknown>>();
  if (handle === undefined) throw new Error("A transaction has its own connection");
  return new StatementRunner(handle);
};

/**
 * Runs `work` in one transaction (READ COMMITTED): all of it is committed, or none.
 *
 * @throws UnavailableError where the connection, BEGIN or COMMIT fails: whether it was committed is unknown. What `work` throws, as it is.
 */
export const inTransaction = async <Result>(
  orm: MikroORM,
  work: (runner: StatementRunner) => Promise<Result>,
  options: TransactionOptions = {},
): Promise<Result> => {
  const state = { workFailed: false };
  try {
    return await orm.em.transactional(async (em) => {
      try {
        return await work(runnerOf(em));
      } catch (error) {
        state.workFailed = true;
        throw error;
      }
    }, options);
  } catch (error) {
    throw state.workFailed ? error : nameDatabaseError(error);
  }
};

/** Runs reads that must agree with each other: all see the database as it was at the first of them. Nothing can be written. */
export const inSnapshot = async <Result>(
  orm: MikroORM,
  work: (runner: StatementRunner) => Promise<Result>,
): Promise<Result> =>
  inTransaction(orm, work, { isolationLevel: IsolationLevel.REPEATABLE_READ, readOnly: true });
