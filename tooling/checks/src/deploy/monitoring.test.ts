import { readFileSync, readdirSync } from "node:fs";
import { CollectCounters } from "@tokenledger/api";
import { FlusherMetrics } from "@tokenledger/flusher/metrics";
import { SchedulerMetrics } from "@tokenledger/scheduler/metrics";
import { ServerMetrics } from "@tokenledger/server/metrics";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { repositoryFolder } from "../run-tool.ts";

const read = (path: string): string => readFileSync(`${repositoryFolder}${path}`, "utf8");

const Rules = z.object({
  groups: z.array(
    z.object({
      rules: z.array(
        z.object({
          alert: z.string(),
          expr: z.string(),
          for: z.string(),
          labels: z.object({ severity: z.enum(["warning", "critical"]) }),
          annotations: z.object({ summary: z.string(), runbook: z.string() }),
        }),
      ),
    }),
  ),
});
const rules = Rules.parse(parse(read("deploy/monitoring/alerts.yml"))).groups.flatMap(
  (group) => group.rules,
);

const Dashboard = z.object({
  panels: z.array(
    z.object({
      title: z.string(),
      datasource: z.object({ uid: z.string() }),
      targets: z.array(z.object({ expr: z.string() })).min(1),
    }),
  ),
});
const { panels } = Dashboard.parse(
  JSON.parse(read("deploy/monitoring/grafana/dashboards/tokenledger.json")),
);

/** Everything that the three processes tell, with the series of each histogram. */
const told = async (): Promise<ReadonlySet<string>> => {
  const server = new ServerMetrics({
    counters: new CollectCounters(),
    quotaDecisions: () => [],
    backlog: async () => Promise.reject(new Error("not asked here")),
    openDeadLetters: async () => Promise.resolve(0),
    bytesMax: 1,
  });
  const scheduler = new SchedulerMetrics({ aggregateJobs: async () => Promise.resolve([]) });
  const texts = [
    (await server.text()).body,
    await new FlusherMetrics().registry.metrics(),
    await scheduler.registry.metrics(),
  ];
  const types = texts.flatMap((text) => Array.from(text.matchAll(/^# TYPE (\w+) (\w+)$/gm)));
  return new Set([
    "up",
    ...types.flatMap(([, name = "", type]) =>
      type === "histogram" ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name],
    ),
  ]);
};

/** Names of series: what stands before a selector or a bracket of ours, of Node's or of Prometheus' own. */
const namesIn = (expression: string): readonly string[] =>
  expression.match(/\b(tokenledger_\w+|process_\w+|nodejs_\w+|up)\b(?!")/g) ?? [];

test("every metric that a rule or a panel asks for is told by some process", async () => {
  const known = await told();
  const asked = [
    ...rules.map(({ expr }) => expr),
    ...panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)),
  ].flatMap(namesIn);
  expect(asked.length).toBeGreaterThan(30);
  expect(asked.filter((name) => !known.has(name))).toEqual([]);
});

test("every rule has its runbook, which names it and says what it means, what to look at and what to do; every runbook has its rule", () => {
  const pages = readdirSync(`${repositoryFolder}docs/runbooks`).map(
    (name) => `docs/runbooks/${name}`,
  );
  expect(rules.map(({ annotations }) => annotations.runbook).sort()).toEqual(pages.sort());
  for (const { alert, expr, annotations } of rules) {
    const page = read(annotations.runbook);
    expect(page).toContain(`\`${alert}\``);
    expect(page).toContain(expr);
    for (const part of ["What it means", "What to look at", "What to do"]) {
      expect(page).toContain(`## ${part}\n`);
    }
  }
});

test("panels ask the data source that is provisioned, and Prometheus reads the rules", () => {
  const Sources = z.object({ datasources: z.array(z.object({ uid: z.string() })) });
  const provisioned = "deploy/monitoring/grafana/provisioning/datasources/prometheus.yml";
  const uids = Sources.parse(parse(read(provisioned))).datasources.map(({ uid }) => uid);
  expect(new Set(panels.map(({ datasource }) => datasource.uid))).toEqual(new Set(uids));
  const Prometheus = z.object({
    rule_files: z.array(z.string()),
    scrape_configs: z.array(
      z.object({ static_configs: z.array(z.object({ targets: z.array(z.string()) })) }),
    ),
  });
  const prometheus = Prometheus.parse(parse(read("deploy/monitoring/prometheus.yml")));
  expect(prometheus.rule_files).toEqual(["/etc/prometheus/alerts.yml"]);
  const Compose = z.object({ services: z.record(z.string(), z.looseObject({})) });
  const { services } = Compose.parse(parse(read("docker-compose.yml"), { merge: true }));
  const hosts = prometheus.scrape_configs
    .flatMap(({ static_configs: groups }) => groups.flatMap(({ targets }) => targets))
    .map((target) => target.split(":")[0] ?? "");
  expect(hosts).toEqual(["server", "flusher", "scheduler"]);
  expect(hosts.filter((host) => services[host] === undefined)).toEqual([]);
});

test("what a runbook calls a page is a page", () => {
  const labels = /\n {4}pages: \{([^}]+)\}/.exec(read("apps/admin/src/catalogue/en-frame.ts"))?.[1];
  const pages = new Set(Array.from((labels ?? "").matchAll(/"([^"]+)"/g), ([, label]) => label));
  expect(pages.size).toBeGreaterThan(12);
  const named = ["docs/backup.md", ...rules.map(({ annotations }) => annotations.runbook)].flatMap(
    (file) =>
      Array.from(read(file).matchAll(/(?<!\*)\*([A-Z][\w ]+)\*(?!\*)/g), ([, name]) => ({
        file,
        name,
      })),
  );
  expect(named.length).toBeGreaterThan(6);
  expect(named.filter(({ name }) => !pages.has(name))).toEqual([]);
});
