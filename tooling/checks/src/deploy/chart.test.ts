import { serverSettings } from "@tokenledger/server/config";
import { expect, test } from "vitest";
import { z } from "zod";
import { imageCommands } from "./image-commands.ts";
import { renderChart } from "./render-chart.ts";
import { isRead } from "./settings.ts";

const Container = z.object({
  name: z.string(),
  image: z.string(),
  args: z.array(z.string()),
  env: z.array(z.object({ name: z.string(), value: z.string() })).default([]),
  envFrom: z.array(z.object({ secretRef: z.object({ name: z.string() }) })),
  ports: z.array(z.object({ containerPort: z.number() })).default([]),
  resources: z.object({ limits: z.object({ memory: z.string() }) }).optional(),
  securityContext: z.object({
    readOnlyRootFilesystem: z.literal(true),
    allowPrivilegeEscalation: z.literal(false),
  }),
  livenessProbe: z.object({ httpGet: z.object({ path: z.string() }) }).optional(),
  readinessProbe: z.object({ httpGet: z.object({ path: z.string() }) }).optional(),
});
const Workload = z.object({
  kind: z.enum(["Deployment", "Job"]),
  metadata: z.object({ name: z.string() }),
  spec: z.object({
    replicas: z.number().optional(),
    template: z.object({
      metadata: z.object({ labels: z.record(z.string(), z.string()) }),
      spec: z.object({
        containers: z.array(Container).length(1),
        securityContext: z.object({ runAsNonRoot: z.literal(true) }),
      }),
    }),
  }),
});
const Kind = z.looseObject({ kind: z.string() });

const documents = renderChart();
const kinds = (all: readonly unknown[]): readonly string[] =>
  all.map((document) => Kind.parse(document).kind).sort();
const workloads = documents
  .filter((document) => ["Deployment", "Job"].includes(Kind.parse(document).kind))
  .map((document) => Workload.parse(document));
const containers = workloads.flatMap(({ spec }) => spec.template.spec.containers);

test("there is a deployment for each role and a job that migrates, without root and read-only", () => {
  expect(workloads.map(({ metadata }) => metadata.name).sort()).toEqual([
    "release-flusher",
    "release-migrate",
    "release-scheduler",
    "release-server",
  ]);
});

test("every container starts with a command of the image and gets settings that are read", async () => {
  expect(await imageCommands()).toEqual(
    expect.arrayContaining(containers.map(({ args }) => args[0])),
  );
  const given = containers.flatMap(({ env }) => env.map(({ name }) => name));
  expect(given.filter((name) => !isRead(name))).toEqual([]);
  expect(new Set(containers.map(({ image }) => image))).toEqual(new Set(["tokenledger:0.1.0"]));
  expect(containers.flatMap(({ envFrom }) => envFrom)).toHaveLength(containers.length);
});

/** The Secrets that all containers read. */
const secrets = (all: readonly unknown[]): readonly string[] =>
  all
    .map((document) => Workload.safeParse(document).data)
    .flatMap((workload) => workload?.spec.template.spec.containers ?? [])
    .flatMap(({ envFrom }) => envFrom.map(({ secretRef }) => secretRef.name))
    .sort();

test("each role may have a secret of its own, with its own database role and Redis user in it", () => {
  expect(secrets(documents)).toEqual(Array.from({ length: 4 }, () => "tokenledger"));
  const names = ["flusher", "migrate", "scheduler", "server"];
  const apart = renderChart((values) => {
    for (const name of names) {
      values[name] = { ...z.looseObject({}).parse(values[name]), existingSecret: name };
    }
  });
  expect(secrets(apart)).toEqual(names);
});

test("the server is asked on its own port whether it lives and whether it is ready", () => {
  const server = containers.find(({ name }) => name === "server");
  expect(server?.ports).toEqual([{ containerPort: serverSettings.PORT.parse(undefined) }]);
  expect(server?.livenessProbe?.httpGet.path).toBe("/livez");
  expect(server?.readinessProbe?.httpGet.path).toBe("/readyz");
});

test("flushers scale with what waits where that is asked for, and then nobody else sets their number", () => {
  expect(kinds(documents)).not.toContain("HorizontalPodAutoscaler");
  const scaled = renderChart((values) => {
    const flusher = z.looseObject({ autoscaling: z.looseObject({}) }).parse(values["flusher"]);
    values["flusher"] = { ...flusher, autoscaling: { ...flusher.autoscaling, enabled: true } };
  });
  expect(kinds(scaled)).toContain("HorizontalPodAutoscaler");
  const flusher = scaled
    .map((document) => Workload.safeParse(document).data)
    .find((workload) => workload?.metadata.name === "release-flusher");
  expect(flusher?.spec.replicas).toBeUndefined();
});

test("monitoring, and the network's rules, come and go with their switches", () => {
  expect(kinds(documents).filter((kind) => kind === "NetworkPolicy")).toHaveLength(2);
  const switched = renderChart((values) => {
    values["networkPolicy"] = { enabled: false };
    values["serviceMonitor"] = { enabled: true };
  });
  expect(kinds(switched)).not.toContain("NetworkPolicy");
  expect(kinds(switched)).toEqual(expect.arrayContaining(["PodMonitor", "ServiceMonitor"]));
});
