import { Gauge, Registry } from "prom-client";
import { expect, test } from "vitest";
import type { MetricsConfig } from "./config.ts";
import { mayReadMetrics } from "./may-read-metrics.ts";
import { startMetricsServer } from "./metrics-server.ts";

const registryOf = (read: () => Promise<number>): Registry => {
  const registry = new Registry();
  const gauge = new Gauge({
    name: "answer",
    help: "For the test.",
    registers: [registry],
    collect: async () => {
      gauge.set(await read());
    },
  });
  return registry;
};

const config: MetricsConfig = {
  TOKENLEDGER_METRICS_PORT: 0,
  TOKENLEDGER_METRICS_HOST: "127.0.0.1",
};
const token = "a-token-of-16-letters";

const fetchFrom = async (
  url: string | null,
  authorization?: string,
): Promise<{ readonly status: number; readonly text: string }> => {
  const headers = authorization === undefined ? {} : { authorization };
  const response = await fetch(url ?? "", { headers });
  return { status: response.status, text: await response.text() };
};

test("metrics are told on their port, and nothing else is there", async () => {
  await using server = await startMetricsServer(
    registryOf(async () => Promise.resolve(42)),
    config,
  );
  expect(await fetchFrom(server.url)).toMatchObject({
    status: 200,
    text: expect.stringContaining("answer 42") as unknown,
  });
  expect(await fetchFrom(String(server.url).replace("/metrics", "/"))).toMatchObject({
    status: 404,
  });
});

test("with a token nobody reads without it", async () => {
  const secured = { ...config, TOKENLEDGER_METRICS_TOKEN: token };
  await using server = await startMetricsServer(
    registryOf(async () => Promise.resolve(1)),
    secured,
  );
  expect(await fetchFrom(server.url)).toMatchObject({ status: 404 });
  expect(await fetchFrom(server.url, "Bearer wrong")).toMatchObject({ status: 404 });
  expect(await fetchFrom(server.url, `Bearer ${token}`)).toMatchObject({ status: 200 });
});

test("without a port nothing listens, and a figure that cannot be read is an error, not a crash", async () => {
  await using nowhere = await startMetricsServer(new Registry(), {
    TOKENLEDGER_METRICS_HOST: "127.0.0.1",
  });
  expect(nowhere.url).toBeNull();
  await using server = await startMetricsServer(
    registryOf(async () => Promise.reject(new Error("away"))),
    config,
  );
  expect(await fetchFrom(server.url)).toMatchObject({ status: 500 });
});

test.each([
  ["this machine", "127.0.0.1", {}, true],
  ["this machine by IPv6", "::1", {}, true],
  ["this machine, mapped", "::ffff:127.0.0.1", {}, true],
  ["a proxy on this machine", "127.0.0.1", { "x-forwarded-for": "8.8.8.8" }, false],
  ["another machine", "10.0.0.7", {}, false],
  ["nobody", undefined, {}, false],
])("without a token %s may read: %s", (_who, remoteAddress, headers, may) => {
  expect(mayReadMetrics({ headers, socket: { remoteAddress } }, undefined)).toBe(may);
});
