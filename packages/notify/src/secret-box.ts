import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import { UnreadableError } from "@tokenledger/usage";
import { type SecretBox } from "@tokenledger/usage/alerts";

const VERSION = "v1";
const CIPHER = "aes-256-gcm";
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const PURPOSE = "tokenledger alert channels";

/**
 * AES-256-GCM under a key derived (HKDF-SHA-256) from the pepper, which is in the environment and never in the database. A key of its own
 * for this purpose: what keys the HMAC of access keys encrypts nothing. Another pepper makes every sealed text unreadable.
 *
 * @param pepperAlso opens what was sealed under it too: while one pepper takes the place of the other. Nothing is sealed under it.
 */
export const createSecretBox = (pepper: string, pepperAlso?: string): SecretBox => {
  const box = boxOf(pepper);
  if (pepperAlso === undefined) return box;
  const other = boxOf(pepperAlso);
  return {
    seal: (text) => box.seal(text),
    open: (sealed) => {
      try {
        return box.open(sealed);
      } catch {
        return other.open(sealed);
      }
    },
  };
};

const boxOf = (pepper: string): SecretBox => {
  const key = Buffer.from(hkdfSync("sha256", pepper, "", PURPOSE, KEY_BYTES));
  return {
    seal: (text) => {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(CIPHER, key, nonce);
      const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
      const whole = Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
      return `${VERSION}.${whole.toString("base64")}`;
    },
    open: (sealed) => {
      try {
        const [version, encoded] = sealed.split(".");
        if (version !== VERSION) throw new Error("sealed by another version");
        const whole = Buffer.from(encoded ?? "", "base64");
        const nonce = whole.subarray(0, NONCE_BYTES);
        const tag = whole.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES);
        const decipher = createDecipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES });
        decipher.setAuthTag(tag);
        const opened = decipher.update(whole.subarray(NONCE_BYTES + TAG_BYTES));
        return Buffer.concat([opened, decipher.final()]).toString("utf8");
      } catch (error) {
        throw new UnreadableError("the channel's secret was sealed under another pepper", {
          cause: error,
        });
      }
    },
  };
};
