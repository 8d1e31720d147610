import { fixtures } from "@tokenledger/fixtures";
import { expect, test } from "vitest";
import { startFakeAnthropic } from "./index.ts";

test("every fixture is answered by its name as it was made: status, type and body", async () => {
  await using fake = await startFakeAnthropic({ exchanges: fixtures });
  const replay = async ({ name, method, path }: (typeof fixtures)[number]) => {
    const response = await fetch(`${fake.url}${path}`, { method, headers: { "x-replay": name } });
    return {
      name,
      status: response.status,
      type: response.headers.get("content-type"),
      body: await response.text(),
    };
  };

  for (const fixture of fixtures) {
    const { name, status, headers, body } = fixture;
    expect(await replay(fixture)).toEqual({ name, status, type: headers["content-type"], body });
  }
  expect(fixtures.length).toBeGreaterThan(20);
});
