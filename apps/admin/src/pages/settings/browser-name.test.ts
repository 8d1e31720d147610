import { expect, test } from "vitest";
import { browserName } from "./browser-name.ts";

const MOZILLA = "Mozilla/5.0";
const WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko)";

test.each([
  [
    `${MOZILLA} (Windows NT 10.0; Win64; x64) ${WEBKIT} Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0`,
    { browser: "Microsoft Edge 141", system: "Windows" },
  ],
  [
    `${MOZILLA} (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.4 Safari/605.1.15`,
    { browser: "Safari 18", system: "macOS" },
  ],
  [
    `${MOZILLA} (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0`,
    { browser: "Firefox 140", system: "Linux" },
  ],
  [
    `${MOZILLA} (Linux; Android 15) ${WEBKIT} Chrome/141.0.0.0 Mobile Safari/537.36`,
    { browser: "Chrome 141", system: "Android" },
  ],
])("a browser is called by its name: %s", (userAgent, name) => {
  expect(browserName(userAgent)).toEqual(name);
});

test("a program is no browser, nor is nonsense", () => {
  expect(browserName("node")).toBeNull();
  expect(browserName("curl/8.5.0")).toBeNull();
  expect(browserName("<script>alert(1)</script>")).toBeNull();
});
