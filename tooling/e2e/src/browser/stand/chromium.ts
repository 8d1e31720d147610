import { chromium, type Browser } from "playwright-core";

/** Where Debian's and Ubuntu's package puts it. */
export const CHROMIUM = "/usr/bin/chromium";

/** Starts the browser. Root may not use its sandbox; a container's shared memory is too small for it. */
export const startChromium = async (): Promise<Browser> =>
  chromium.launch({
    executablePath: CHROMIUM,
    args: ["--no-sandbox", "--disable-dev-shm-usage"],
  });
