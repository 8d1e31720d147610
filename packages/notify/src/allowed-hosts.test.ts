import { expect, test } from "vitest";
import { z } from "zod";
import { AllowedHosts } from "./allowed-hosts.ts";
import { notifyShape } from "./notify-config.ts";

const has = (list: string, url: string): boolean | undefined =>
  AllowedHosts.parse(list)?.has(new URL(url));

test.each([
  ["chat.internal", "https://chat.internal/x", true],
  ["chat.internal", "http://chat.internal/x", true],
  ["chat.internal", "https://CHAT.internal./x", true],
  ["chat.internal", "https://chat.internal:8443/", false],
  ["chat.internal", "https://a.chat.internal/", false],
  ["chat.internal:8443", "https://chat.internal:8443/", true],
  ["chat.internal:8443", "https://chat.internal/", false],
  ["chat.internal:443", "https://chat.internal/", true],
  ["chat.internal:443", "http://chat.internal/", false],
  ["chat.internal:80", "http://chat.internal/", true],
  ["chat.internal:21", "http://chat.internal:21/", true],
  ["a, 127.1:9 ,", "http://127.0.0.1:9/", true],
  ["[::1]:9", "http://[0:0::1]:9/", true],
  ["", "https://chat.internal/", false],
])("with %j, %s is allowed: %s", (list, url, isAllowed) => {
  expect(has(list, url)).toBe(isAllowed);
});

test.each(["https://chat.internal", "a/b", "user@host", "host:port", "a b"])(
  "%j is no list of hosts, and the setting that is wrong is named",
  (text) => {
    const result = z.object(notifyShape).safeParse({ TOKENLEDGER_WEBHOOK_ALLOWED_HOSTS: text });
    expect(result.error?.issues).toMatchObject([
      {
        path: ["TOKENLEDGER_WEBHOOK_ALLOWED_HOSTS"],
        message: "must be host or host:port, separated by commas",
      },
    ]);
  },
);
