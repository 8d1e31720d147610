import type { LookupAddress } from "node:dns";
import { isIPv6 } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { AllowedHosts } from "./allowed-hosts.ts";
import { createNotifier, type NotifierOptions } from "./create-notifier.ts";
import { isPublicAddress } from "./public-address.ts";
import { Canary } from "./testing/canary.ts";
import { hostileAddresses, hostileUrls } from "./testing/hostile-urls.ts";
import { makeNotice } from "./testing/make-notice.ts";
import { Receiver } from "./testing/receiver.ts";

let canary: Canary;
let receiver: Receiver;
beforeAll(async () => {
  canary = await Canary.listen();
  receiver = await Receiver.listen();
});
afterAll(async () => {
  await Promise.all([canary.close(), receiver.close()]);
});

const addressOf = (address: string): LookupAddress => ({
  address,
  family: isIPv6(address) ? 6 : 4,
});

/** Allows the canary's port, so that the address alone has to refuse; every name leads to this machine. */
const notifierOf = (changes: Partial<NotifierOptions> = {}) =>
  createNotifier({
    allowedHosts: new AllowedHosts([]),
    ports: ["443", String(canary.port)],
    mail: null,
    publicUrl: null,
    resolve: async () => Promise.resolve([addressOf("127.0.0.1")]),
    ...changes,
  });

const failing = async () => Promise.reject(Object.assign(new Error("gone"), { code: "ENOTFOUND" }));

const sendTo = async (url: string, changes: Partial<NotifierOptions> = {}) =>
  notifierOf(changes).send({ kind: "slack", url }, makeNotice(), "1");

test("a list of more than 120 hostile URLs: none is dialled", async () => {
  const urls = hostileUrls(canary.port);
  expect(new Set(urls).size).toBeGreaterThan(120);
  for (const url of urls) {
    const report = await sendTo(url);
    expect([url, report.isDelivered]).toEqual([url, false]);
    expect([url, report.detail]).toEqual([url, expect.stringMatching(/^url: |not public$/)]);
  }
  expect(canary.connectCount).toBe(0);
});

test("the canary is there: a host the operator names is dialled", async () => {
  const before = canary.connectCount;
  const place = `127.0.0.1:${canary.port}`;
  await sendTo(`http://${place}/`, { allowedHosts: new AllowedHosts([place]) });
  expect(canary.connectCount).toBe(before + 1);
  canary.connectCount = 0;
});

test("a name is refused if any one of its addresses is not public", async () => {
  for (const address of hostileAddresses) {
    expect([address, isPublicAddress(address)]).toEqual([address, false]);
    for (const addresses of [[address], ["1.1.1.1", address], [address, "2606:4700::1111"]]) {
      const resolve = async () => Promise.resolve(addresses.map(addressOf));
      const report = await sendTo(`https://receiver.example:${canary.port}/`, { resolve });
      expect([address, report.detail]).toEqual([address, "an address of the host is not public"]);
    }
  }
  expect(canary.connectCount).toBe(0);
});

test.each(["1.1.1.1", "93.184.216.34", "2606:4700::1111", "2a00:1450:4001:81b::200e"])(
  "%s is somebody's on the internet",
  (address) => {
    expect(isPublicAddress(address)).toBe(true);
  },
);

test("a name without any address, or that cannot be looked up, is not dialled", async () => {
  const url = `https://receiver.example:${canary.port}/`;
  expect(await sendTo(url, { resolve: async () => Promise.resolve([]) })).toMatchObject({
    detail: "an address of the host is not public",
  });
  expect(await sendTo(url, { resolve: failing })).toMatchObject({
    detail: "no such host (ENOTFOUND)",
  });
});

test("a resolver that answers public first and 127.0.0.1 then is asked once a connection", async () => {
  let askedCount = 0;
  const rebinding = async (): Promise<readonly LookupAddress[]> => {
    askedCount += 1;
    return Promise.resolve([addressOf(askedCount === 1 ? "2606:4700::1111" : "127.0.0.1")]);
  };
  const options = { resolve: rebinding, sendMsMax: 200 };
  const url = `https://receiver.example:${canary.port}/`;
  expect((await sendTo(url, options)).isDelivered).toBe(false);
  expect(askedCount).toBe(1);
  expect(await sendTo(url, options)).toMatchObject({
    detail: "an address of the host is not public",
  });
  expect(canary.connectCount).toBe(0);
});

test("a redirect into the network is not followed", async () => {
  const locations = [
    `http://127.0.0.1:${canary.port}/`,
    "http://169.254.169.254/latest/meta-data/",
    `//127.0.0.1:${canary.port}/`,
  ];
  for (const status of [301, 302, 303, 307, 308]) {
    for (const location of locations) {
      receiver.answer = { status, headers: { location } };
      const allowedHosts = new AllowedHosts([receiver.place]);
      const report = await sendTo(receiver.url, { allowedHosts });
      expect(report.detail).toBe(`answered ${status}: redirects are not followed`);
    }
  }
  expect(canary.connectCount).toBe(0);
});

test("a channel that would never be sent to is refused when it is made, by its field", () => {
  const notifier = createNotifier({
    allowedHosts: new AllowedHosts([]),
    mail: null,
    publicUrl: null,
  });
  const check = (url: string) => () => {
    notifier.check({ kind: "slack", url });
  };
  expect(check("http://receiver.example/")).toThrow(/^url: must be https/);
  expect(check("https://receiver.example:8443/")).toThrow(/^url: must be at port 443/);
  expect(check("https://10.0.0.1/")).toThrow(/^url: must be at a public address/);
  expect(check("https://u:p@receiver.example/")).toThrow(/^url: must not hold a name or password/);
  expect(check("https://receiver.example/")).not.toThrow();
});
