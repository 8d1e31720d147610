import { InvalidInputError, memberRoles, type MemberRole } from "@tokenledger/usage";
import { z } from "zod";

const words = z.string().transform((text) =>
  text
    .split(",")
    .map((word) => word.trim())
    .filter((word) => word !== ""),
);

const RoleOfValue = z.tuple([z.string().min(1), z.enum(memberRoles)], {
  error: `must be VALUE=ROLE, separated by commas; roles are ${memberRoles.join(", ")}`,
});

/** `engineers=analyst, finance=auditor`, in order. */
const roleMap = words.pipe(
  z.array(
    z
      .string()
      .transform((word) => word.split("=").map((part) => part.trim()))
      .pipe(RoleOfValue),
  ),
);

/** Settings of logging in through an identity provider. */
export const oidcShape = {
  /** Identity provider whose accounts may log in (OpenID Connect), as https://login.example.com. Missing: logins and passwords alone. Needs TOKENLEDGER_PUBLIC_URL, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET; the provider must know TOKENLEDGER_PUBLIC_URL/api/oidc/callback. */
  OIDC_ISSUER: z.url({ protocol: /^https?$/ }).optional(),
  /** What the identity provider knows this server as. */
  OIDC_CLIENT_ID: z.string().min(1).optional(),
  /** The secret that goes with it. */
  OIDC_CLIENT_SECRET: z.string().min(1).optional(),
  /** Domains of the e-mail addresses that are let in, separated by commas. The provider must say that it verified the address. Needed with OIDC_ISSUER. */
  OIDC_ALLOWED_DOMAINS: words.optional(),
  /** Claim that holds what OIDC_ROLES names: a text, or a list of them. Default `groups`. */
  OIDC_ROLE_CLAIM: z.string().min(1).optional(),
  /** Role of a member made at their first login, by a value of that claim: `engineers=analyst, finance=auditor`. The first that fits counts. */
  OIDC_ROLES: roleMap.optional(),
  /** Role of a new member for whom none of them fits. Missing: only those who are members already are let in. */
  OIDC_DEFAULT_ROLE: z.enum(memberRoles).optional(),
};

/** What logging in through an identity provider needs. */
export interface OidcSettings {
  readonly issuer: URL;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Where the provider sends people back to. */
  readonly redirectUrl: URL;
  /** Lower case. */
  readonly allowedDomains: readonly string[];
  readonly roleClaim: string;
  readonly roles: readonly (readonly [value: string, role: MemberRole])[];
  readonly defaultRole: MemberRole | null;
}

type OidcConfig = z.output<z.ZodObject<typeof oidcShape>> & {
  readonly TOKENLEDGER_PUBLIC_URL?: string | undefined;
};

/** The settings; null where no provider is named. @throws InvalidInputError CONFIG_INVALID: one without the others. */
export const oidcSettingsOf = (config: OidcConfig): OidcSettings | null => {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId } = config;
  const { OIDC_CLIENT_SECRET: clientSecret, TOKENLEDGER_PUBLIC_URL: publicUrl } = config;
  if (issuer === undefined) return null;
  const allowedDomains = (config.OIDC_ALLOWED_DOMAINS ?? []).map((domain) => domain.toLowerCase());
  const isWhole = clientId !== undefined && clientSecret !== undefined && publicUrl !== undefined;
  if (!isWhole || allowedDomains.length === 0) {
    throw new InvalidInputError(
      "CONFIG_INVALID",
      "OIDC_ISSUER needs OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, OIDC_ALLOWED_DOMAINS and TOKENLEDGER_PUBLIC_URL.",
    );
  }
  return {
    issuer: new URL(issuer),
    clientId,
    clientSecret,
    redirectUrl: new URL("/api/oidc/callback", publicUrl),
    allowedDomains,
    roleClaim: config.OIDC_ROLE_CLAIM ?? "groups",
    roles: config.OIDC_ROLES ?? [],
    defaultRole: config.OIDC_DEFAULT_ROLE ?? null,
  };
};
