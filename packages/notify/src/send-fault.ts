import { InvalidInputError } from "@tokenledger/usage";
import { AddressRefusedError } from "./guarded-lookup.ts";

const CODE = /^[A-Z][A-Z0-9_]{1,48}$/;

/** Said of faults whose own words may repeat what a receiver answered. */
const words: Readonly<Record<string, string>> = {
  ECONNREFUSED: "nobody listens there",
  ECONNRESET: "the connection was cut",
  ENOTFOUND: "no such host",
  EAI_AGAIN: "the name could not be looked up",
  ETIMEDOUT: "no answer in time",
  EAUTH: "the mail server refused the login",
  EENVELOPE: "the mail server refused sender or recipient",
  EMESSAGE: "the mail server refused the message",
  EDNS: "the mail server's name could not be looked up",
  ESOCKET: "the connection failed",
  ETLS: "no secure connection",
};

const codeOf = (error: Error): string | null => {
  const code = "code" in error ? error.code : null;
  return typeof code === "string" && CODE.test(code) ? code : null;
};

/** Why a notice was not sent, for people. Of a receiver's own words nothing is repeated. */
export const sendFault = (error: unknown): string => {
  if (error instanceof InvalidInputError || error instanceof AddressRefusedError) {
    return error.message;
  }
  if (!(error instanceof Error)) return "failed";
  if (error.name === "TimeoutError" || error.name === "AbortError") return "no answer in time";
  const code = codeOf(error);
  if (code === null) return "failed";
  const meaning = words[code];
  return meaning === undefined ? `failed (${code})` : `${meaning} (${code})`;
};
