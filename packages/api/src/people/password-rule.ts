import { randomBytes } from "node:crypto";
import { z } from "zod";

/** NIST SP 800-63B asks for length, not for kinds of characters. */
export const NewPassword = z
  .string()
  .min(12, { error: "must have at least 12 characters" })
  .max(1024)
  .refine((text) => text.isWellFormed(), { error: "must be well-formed text" });

/** A password to be shown once: 96 random bits. */
export const mintPassword = (): string => randomBytes(12).toString("base64url");
