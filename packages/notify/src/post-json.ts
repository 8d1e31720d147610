import { request as requestHttp, type IncomingMessage, type RequestOptions } from "node:http";
import { request as requestHttps } from "node:https";
import { z } from "zod";
import { guardedLookup, systemResolve, type Resolve } from "./guarded-lookup.ts";
import { sendTarget, type TargetPolicy } from "./send-target.ts";

/** Longest one attempt may take, name look-up to last byte, in milliseconds. */
export const SEND_MS_MAX = 5_000;
/** Most of an answer that is read, in bytes. */
export const ANSWER_BYTES_MAX = 65_536;

export interface PostOptions extends TargetPolicy {
  /** Default: the operating system's. */
  readonly resolve?: Resolve | undefined;
  /** Default {@link SEND_MS_MAX}. */
  readonly sendMsMax?: number | undefined;
}

/** A receiver's answer. Its text is for the code that knows the receiver, never for people. */
export interface Answer {
  readonly status: number;
  readonly text: string;
}

const Chunk = z.instanceof(Buffer);

const readText = async (response: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  let byteCount = 0;
  for await (const chunk of response) {
    const bytes = Chunk.parse(chunk);
    byteCount += bytes.length;
    if (byteCount > ANSWER_BYTES_MAX) break;
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString("utf8");
};

const exchange = async (url: URL, options: RequestOptions, body: string): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const send = url.protocol === "https:" ? requestHttps : requestHttp;
    const call = send(url, options, (response) => {
      readText(response)
        .then((text) => resolve({ status: response.statusCode ?? 0, text }), reject)
        .finally(() => call.destroy());
    });
    call.on("error", reject);
    call.end(body);
  });

/**
 * Posts JSON to a URL that somebody typed in. Redirects are not followed; no connection is kept.
 *
 * @throws InvalidInputError CHANNEL_REFUSED, AddressRefusedError, or what the connection threw.
 */
export const postJson = async (
  address: string,
  body: string,
  headers: Readonly<Record<string, string>>,
  options: PostOptions,
): Promise<Answer> => {
  const { url, isAllowListed } = sendTarget(address, options);
  const lookup = isAllowListed ? {} : { lookup: guardedLookup(options.resolve ?? systemResolve) };
  return exchange(
    url,
    {
      method: "POST",
      agent: false,
      signal: AbortSignal.timeout(options.sendMsMax ?? SEND_MS_MAX),
      headers: {
        "content-type": "application/json; charset=utf-8",
        "content-length": Buffer.byteLength(body),
        "user-agent": "tokenledger",
        ...headers,
      },
      ...lookup,
    },
    body,
  );
};
