import { createServer } from "node:http";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startChromium } from "./stand/chromium.ts";
import { standOf } from "./stand/stand.ts";
import { logInOwner, visit, type Owner } from "./stand/visitor.ts";

let browser: Browser;
let owner: Owner;

const NAME = "made by a stranger's form";

/** A page of somebody else's that sends a form to the stand as soon as it is opened. */
const hostilePage = (action: string, encoding: string): string => {
  // With `text/plain` a field's name and value meet at an equals sign: together they are JSON.
  const body = `{"json":{"name":"${NAME}","x":"`.replaceAll('"', "&quot;");
  return `<!doctype html><title>hostile</title>
    <form method="post" action="${action}" enctype="${encoding}"><input name="${body}" value="&quot;}}"></form>
    <script>document.forms[0].submit()</script>`;
};

const startStranger = async (page: string) => {
  const server = createServer((_, response) => {
    response.writeHead(200, { "content-type": "text/html" }).end(page);
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  const address = server.address();
  return {
    port: typeof address === "object" ? address?.port : undefined,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};

beforeAll(async () => {
  owner = await logInOwner(standOf());
  browser = await startChromium();
});
afterAll(async () => {
  await browser.close();
});

// The same host at another port is the same site, so the cookie does travel; another host is another site.
test.each(["127.0.0.1", "localhost"])(
  "a form on a page of another origin changes nothing, sent from %s",
  async (host) => {
    const { url } = standOf();
    for (const encoding of [
      "text/plain",
      "application/x-www-form-urlencoded",
      "multipart/form-data",
    ]) {
      const action = `${url}/trpc/admin/accessKeys.create`;
      await using stranger = await startStranger(hostilePage(action, encoding));
      const { context, page } = await visit(browser, standOf(), owner.token);
      const answered = page.waitForResponse((response) => response.url() === action);
      await page.goto(`http://${host}:${stranger.port}/`);
      expect((await answered).status()).toBeGreaterThanOrEqual(400);
      await context.close();
    }
    const keys = await owner.client.accessKeys.list.query();
    expect(keys.map(({ name }) => name)).not.toContain(NAME);
    // The session itself is whole: the refusal was the form's.
    expect(await owner.client.auth.me.query()).toMatchObject({ role: "owner" });
  },
);
