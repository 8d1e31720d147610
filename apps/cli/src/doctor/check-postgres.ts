import type { DatabaseInspection } from "@tokenledger/ledger";
import { checkClock } from "./check-clock.ts";
import { about, errorCodeOf, withoutPassword, type Finding } from "./finding.ts";

const { ok, warning, fails } = about("PostgreSQL");
const migrations = about("migrations");
const partitions = about("partitions");

/** The first with uuidv7(), which the schema uses. */
const VERSION_MIN = 180_000;

/** What to do about the commonest refusals, by PostgreSQL's or the system's own code. */
const refusals: Readonly<Record<string, string>> = {
  ECONNREFUSED:
    "Nothing listens there: start PostgreSQL, or correct host and port in DATABASE_URL.",
  ENOTFOUND: "No machine has this name: correct the host in DATABASE_URL.",
  EAI_AGAIN: "The name could not be looked up: correct the host in DATABASE_URL, or mend DNS.",
  ETIMEDOUT: "The host does not answer: a firewall, or a wrong address in DATABASE_URL.",
  "28P01": "The password is wrong: correct it in DATABASE_URL; %40 stands for @, %2F for /.",
  "28000":
    "PostgreSQL does not let this user in from here: see its pg_hba.conf, or add ?sslmode=require.",
  "3D000":
    "There is no such database: make it with `createdb`, or correct the name in DATABASE_URL.",
  "42501": "This role may not read what is looked at here: give DATABASE_URL of the owner.",
  "53300": "PostgreSQL has no connection left: raise max_connections, or end clients that idle.",
  "57P03": "PostgreSQL is starting up or shutting down: try again in a moment.",
};

/** What an unreachable PostgreSQL means. */
export const postgresAway = (url: string, error: unknown): Finding => {
  const code = errorCodeOf(error);
  return fails(
    `${withoutPassword(url)} cannot be used${code === undefined ? "" : ` (${code})`}`,
    refusals[code ?? ""] ??
      "Where it is busy, ask again. Else it hangs, or is no PostgreSQL: see its own log, and whether DATABASE_URL is right.",
  );
};

const checkServer = ({
  version,
  versionNumber,
  encoding,
  timeZone,
  isReadOnly,
  isDurable,
}: DatabaseInspection): readonly Finding[] => {
  const findings = [
    versionNumber < VERSION_MIN
      ? fails(`version ${version} is older than 18`, "Upgrade it: the schema needs PostgreSQL 18.")
      : ok(`version ${version}`),
    encoding === "UTF8"
      ? ok("encoding UTF8")
      : fails(
          `encoding ${encoding} cannot hold every name`,
          "Make a new database with `createdb --encoding=UTF8 --template=template0`.",
        ),
    timeZone === "UTC" || timeZone === "Etc/UTC"
      ? ok("time zone UTC")
      : warning(
          `time zone ${timeZone}: sums are in UTC all the same, times read by hand are not`,
          "ALTER DATABASE … SET timezone TO 'UTC'",
        ),
  ];
  if (isReadOnly) {
    findings.push(
      fails(
        "takes no writes: a standby, or a primary set to read only",
        "Let DATABASE_URL name the primary, or ALTER DATABASE … RESET default_transaction_read_only.",
      ),
    );
  }
  if (!isDurable) {
    findings.push(
      fails(
        "fsync or synchronous_commit is off: a loss of power takes what was committed",
        "ALTER SYSTEM SET fsync = on; ALTER SYSTEM SET synchronous_commit = on; SELECT pg_reload_conf()",
      ),
    );
  }
  return findings;
};

const checkMigrations = ({ pending, unknown }: DatabaseInspection): Finding => {
  if (unknown.length > 0) {
    return migrations.fails(
      `the database is newer than this program: ${unknown.join(", ")}`,
      "Run the version that made it, or a later one. An older one must not write here.",
    );
  }
  if (pending.length > 0) {
    return migrations.fails(
      `${pending.length} to run: ${pending.join(", ")}`,
      "tokenledger db migrate (`npm start` does it by itself).",
    );
  }
  return migrations.ok("all run");
};

const checkPartitions = ({ missingPartitions }: DatabaseInspection): Finding =>
  missingPartitions.length === 0
    ? partitions.ok("this month and the next are there")
    : partitions.fails(
        `missing: ${missingPartitions.join(", ")}`,
        "Start a scheduler (`tokenledger schedule`): it makes them as it starts. Records are kept meanwhile, in DEFAULT.",
      );

/** What a database that answers means. */
export const checkPostgres = (found: DatabaseInspection): readonly Finding[] => {
  const isMigrated = found.pending.length === 0 && found.unknown.length === 0;
  return [
    ...checkServer(found),
    checkMigrations(found),
    ...(isMigrated ? [checkPartitions(found)] : []),
    checkClock("PostgreSQL", found.clockAheadMs),
  ];
};
