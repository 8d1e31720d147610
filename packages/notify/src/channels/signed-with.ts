import { createHmac } from "node:crypto";

/** HMAC-SHA-256 in base64. */
export const signedWith = (key: string, text: string): string =>
  createHmac("sha256", key).update(text, "utf8").digest("base64");
