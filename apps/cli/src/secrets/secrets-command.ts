import { Command, type AnyCommand } from "../command.ts";
import { writeSecrets } from "./write-secrets.ts";

/** What `docker-compose.yml` runs before anything else. */
export const secretsCommand = (): AnyCommand =>
  new Command("secrets")
    .summary("makes the secrets of a composed system, where there are none")
    .description(
      "What docker-compose.yml runs first. Each folder is a volume of the service that may know what is in it; secrets that are there are kept.",
    )
    .requiredOption("--app <dir>", "folder for setup and migrations")
    .requiredOption("--server <dir>", "folder for the server alone")
    .requiredOption("--flusher <dir>", "folder for the flusher alone")
    .requiredOption("--scheduler <dir>", "folder for the scheduler alone")
    .requiredOption("--postgres <dir>", "folder for PostgreSQL alone")
    .requiredOption("--redis <dir>", "folder for Redis alone")
    .requiredOption("--monitoring <dir>", "folder for Prometheus and Grafana")
    .action((folders) => {
      writeSecrets(folders);
    });
