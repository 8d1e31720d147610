import type { BrowserContext } from "playwright-core";

/** What no page may ever do: write to the console, throw, open a dialog of the browser's, ask a stranger, or be answered by a server's error. */
export const watchFaults = (context: BrowserContext, url: string): readonly string[] => {
  const faults: string[] = [];
  const { origin } = new URL(url);
  context.on("console", (message) => {
    faults.push(`console ${message.type()}: ${message.text()} (${message.location().url})`);
  });
  context.on("weberror", (error) => {
    faults.push(`thrown: ${String(error.error())}`);
  });
  context.on("dialog", (dialog) => {
    faults.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  context.on("request", (request) => {
    const asked = new URL(request.url());
    if (asked.origin !== origin && !["data:", "blob:"].includes(asked.protocol)) {
      faults.push(`a request to a stranger: ${request.url()}`);
    }
  });
  context.on("response", (response) => {
    if (response.status() >= 500) {
      faults.push(`${response.status()} from ${response.url()}`);
    }
  });
  return faults;
};
