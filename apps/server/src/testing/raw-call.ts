import { request, type IncomingHttpHeaders, type IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";

export interface RawCall {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent whole with its length; as chunks without one when it is a list. Null: the head only, the body never comes. */
  readonly body?: string | readonly string[] | null;
}

export interface RawAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

const answerOf = async (response: IncomingMessage): Promise<RawAnswer> => ({
  body: await text(response),
  status: response.statusCode ?? 0,
  headers: response.headers,
});

/** One HTTP call, exactly as written: no defaults, no retries, and answers are taken while the body is still going out. */
export const rawCall = (url: string, call: RawCall = {}): Promise<RawAnswer> =>
  new Promise((resolve, reject) => {
    const { method = "POST", headers = {}, body = "" } = call;
    const outgoing = request(url, { method, headers, agent: false });
    outgoing.on("response", (response) => {
      resolve(
        answerOf(response).finally(() => {
          outgoing.destroy();
        }),
      );
    });
    outgoing.on("error", reject);
    if (body === null) {
      outgoing.flushHeaders();
      return;
    }
    if (typeof body === "string") {
      // Node says no length by itself for DELETE and OPTIONS: the body would be read as another request.
      outgoing.setHeader("content-length", Buffer.byteLength(body));
      outgoing.end(body);
      return;
    }
    for (const chunk of body) {
      outgoing.write(chunk);
    }
    outgoing.end();
  });
