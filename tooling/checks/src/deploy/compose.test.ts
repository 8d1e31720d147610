import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { documents } from "../docs/documents.ts";
import { repositoryFolder } from "../run-tool.ts";
import { imageCommands } from "./image-commands.ts";
import { isRead, settingsOf } from "./settings.ts";

const Service = z.object({
  image: z.string(),
  command: z.array(z.string()).optional(),
  environment: z.record(z.string(), z.string()).optional(),
  volumes: z.array(z.string()).default([]),
  ports: z.array(z.string()).default([]),
  read_only: z.boolean().default(false),
  healthcheck: z
    .object({ test: z.array(z.string()).optional(), disable: z.boolean().optional() })
    .optional(),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).default({}),
});
const Compose = z.object({
  services: z.record(z.string(), Service),
  volumes: z.record(z.string(), z.unknown()),
});

const compose = Compose.parse(
  parse(readFileSync(`${repositoryFolder}docker-compose.yml`, "utf8"), { merge: true }),
);
const services = Object.entries(compose.services);
const ours = services.filter(([, { image }]) => image.startsWith("tokenledger:"));

/** Services that mount a volume. */
const holders = (volume: string): readonly string[] =>
  services
    .filter(([, { volumes }]) => volumes.some((mount) => mount.startsWith(`${volume}:`)))
    .map(([name]) => name);

test("every service of ours starts with a command of the image, and is given no setting it does not read", async () => {
  const verbs = ours.map(([, { command = [] }]) => command[0]);
  expect(await imageCommands()).toEqual(expect.arrayContaining(verbs));
  const given = ours.flatMap(([, { environment = {} }]) => Object.keys(environment));
  expect(given.filter((variable) => !isRead(variable))).toEqual([]);
});

test("each role is given every setting it cannot do without", () => {
  const missing = ours.flatMap(([name, { command = [], environment = {} }]) =>
    ["DATABASE_URL", "REDIS_URL", "TOKENLEDGER_KEY_PEPPER"]
      .filter((variable) => settingsOf[command[0] ?? ""]?.includes(variable) ?? false)
      .filter((variable) => !Object.hasOwn(environment, `${variable}_FILE`))
      .map((variable) => `${name} lacks ${variable}_FILE`),
  );
  expect(missing).toEqual([]);
});

test("services of ours write nowhere but on their volumes, and every volume is declared", () => {
  expect(ours.filter(([, service]) => !service.read_only)).toEqual([]);
  const mounted = services
    .flatMap(([, { volumes }]) => volumes.map((volume) => volume.split(":")[0]))
    .filter((volume) => volume?.startsWith("./") === false);
  expect(Object.keys(compose.volumes)).toEqual(expect.arrayContaining(mounted));
});

test("only the page, and Grafana where it is asked for, are published, on this machine alone until somebody says otherwise", () => {
  expect(services.flatMap(([name, { ports }]) => ports.map((port) => [name, port]))).toEqual([
    ["server", "${TOKENLEDGER_BIND:-127.0.0.1}:4300:4300"],
    ["grafana", "${TOKENLEDGER_BIND:-127.0.0.1}:3000:3000"],
  ]);
});

test("nobody waits for a service that is not there, or for the health of one that has none", () => {
  const waits = services.flatMap(([name, { depends_on: wanted }]) =>
    Object.entries(wanted).map(([other, { condition }]) => ({ name, other, condition })),
  );
  const inVain = waits.filter(({ other, condition }) => {
    const service = compose.services[other];
    const isHealthWanted = condition === "service_healthy";
    return service === undefined || (isHealthWanted && service.healthcheck?.test === undefined);
  });
  expect(waits.length).toBeGreaterThan(5);
  expect(inVain).toEqual([]);
});

test("what a role's process is given, no other process is, and the owner's address is for setting up alone", () => {
  for (const role of ["server", "flusher", "scheduler"]) {
    expect(holders(`${role}-secrets`)).toEqual(["secrets", role]);
  }
  expect(holders("app-secrets")).toEqual(["secrets", "setup"]);
});

test("a store's secret is mounted into that store and nowhere else but where it is made", () => {
  expect(holders("postgres-secrets")).toEqual(["secrets", "postgres"]);
  expect(holders("redis-secrets")).toEqual(["secrets", "redis"]);
});

/** What documents say to write after `docker compose`: the service, and the words that follow it. */
const ASKED =
  /docker compose (?:exec|run|logs|up)(?: --(?:entrypoint \w+|[a-z]+))* ([a-z]+)(?: ([^\n`]*))?/g;

test("what documents say of `docker compose` names a service there is, and a command of the image", async () => {
  const asked = documents().flatMap((file) =>
    Array.from(
      readFileSync(repositoryFolder + file, "utf8").matchAll(ASKED),
      ([line, service = "", rest = ""]) => ({ line, service, rest }),
    ),
  );
  expect(asked.length).toBeGreaterThan(6);
  expect(asked.filter(({ service }) => !Object.hasOwn(compose.services, service))).toEqual([]);
  const verbs = asked
    .filter(
      ({ line, rest }) => line.includes(" run ") && !line.includes("--entrypoint") && rest !== "",
    )
    .map(({ rest }) => rest.split(" ")[0]);
  expect(verbs.length).toBeGreaterThan(1);
  expect(await imageCommands()).toEqual(expect.arrayContaining(verbs));
});
