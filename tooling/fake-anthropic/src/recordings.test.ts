import Anthropic from "@anthropic-ai/sdk";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { everything } from "./testing/everything.ts";
import { loadRecordings, startFakeAnthropic } from "./index.ts";

const FOLDER = fileURLToPath(new URL("../../../../shared/realdata", import.meta.url));
const recordings = loadRecordings(FOLDER);

test("a folder that is not there gives no recordings, one that is no recording is an error", () => {
  const folder = mkdtempSync(join(tmpdir(), "recordings-"));
  writeFileSync(join(folder, "wrong.json"), "{}");

  expect(loadRecordings(join(folder, "nowhere"))).toEqual([]);
  expect(() => loadRecordings(folder)).toThrow("id");
  rmSync(folder, { recursive: true });
});

test("a recording gives its text, or its body as JSON; no status means 200", () => {
  const folder = mkdtempSync(join(tmpdir(), "recordings-"));
  const recording = { id: "r", kind: "message", status: null, body: { a: 1 }, body_text: null };
  writeFileSync(join(folder, "MANIFEST.json"), "[]");
  writeFileSync(join(folder, "one.json"), JSON.stringify(recording));

  expect(loadRecordings(folder)).toEqual([
    { id: "r", kind: "message", status: 200, headers: {}, body: '{"a":1}' },
  ]);
  rmSync(folder, { recursive: true });
});

test.skipIf(recordings.length === 0)(
  "every recorded message and stream is replayed to the client's satisfaction",
  async () => {
    await using fake = await startFakeAnthropic({ exchanges: recordings });
    const client = new Anthropic({ apiKey: "test", baseURL: fake.url, maxRetries: 0 });
    const ask = { model: "any", max_tokens: 1, messages: [] };
    const usable = recordings.filter(
      ({ kind, status, body }) =>
        status === 200 &&
        (kind === "message" || (kind === "stream" && body.includes("message_stop"))),
    );
    for (const { id = "", kind } of usable) {
      const options = { headers: { "x-replay": id } };
      const message =
        kind === "message"
          ? await client.messages.create(ask, options)
          : (await everything(await client.messages.create({ ...ask, stream: true }, options))).at(
              -1,
            );
      expect({ id, type: message?.type }).toEqual({
        id,
        type: kind === "message" ? "message" : "message_stop",
      });
    }
    expect(usable.length).toBeGreaterThan(300);
  },
);
