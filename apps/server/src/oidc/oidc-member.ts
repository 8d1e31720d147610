import { randomBytes } from "node:crypto";
import { hashPassword } from "@tokenledger/api";
import {
  UnauthenticatedError,
  type Member,
  type MemberDirectory,
  type MemberRole,
} from "@tokenledger/usage";
import { z } from "zod";
import type { OidcSettings } from "./oidc-settings.ts";

const Claims = z.looseObject({
  iss: z.string().min(1),
  sub: z.string().min(1),
  email: z.email().max(128).toLowerCase().optional(),
  email_verified: z.boolean().optional(),
});
type Claims = z.output<typeof Claims>;

const Values = z.union([z.array(z.string()), z.string().transform((value) => [value])]);

type Members = Pick<
  MemberDirectory,
  "findMember" | "findMemberBySubject" | "createMember" | "updateMember"
>;

const refused = (why: string): UnauthenticatedError =>
  new UnauthenticatedError("LOGIN_INVALID", why);

/** @throws UnauthenticatedError LOGIN_INVALID where it is not known to be theirs, or of another domain. */
const addressOf = (
  { email, email_verified: isVerified }: Claims,
  settings: OidcSettings,
): string => {
  if (email === undefined || isVerified !== true) {
    throw refused("The identity provider does not vouch for your e-mail address.");
  }
  const domain = email.slice(email.lastIndexOf("@") + 1);
  if (!settings.allowedDomains.includes(domain)) {
    throw refused(`Addresses of ${domain} are not let in.`);
  }
  return email;
};

const roleOf = (
  claims: Claims,
  { roleClaim, roles, defaultRole }: OidcSettings,
): MemberRole | null => {
  const held = Values.safeParse(claims[roleClaim]).data ?? [];
  return roles.find(([value]) => held.includes(value))?.[1] ?? defaultRole;
};

/** Nobody knows it: the provider is the only way in until an owner sets another. */
const unknownPassword = async (): Promise<string> =>
  hashPassword(randomBytes(32).toString("base64url"));

/**
 * The member somebody is who the provider vouches for: by issuer and subject; at the first login by their verified e-mail address, which is their login,
 * and then for good. Who is no member yet becomes one where a role fits.
 *
 * @throws UnauthenticatedError LOGIN_INVALID in words for the person.
 */
export const oidcMember = async (
  members: Members,
  settings: OidcSettings,
  told: unknown,
): Promise<Member> => {
  const claims = Claims.parse(told);
  const oidcSubject = `${claims.iss} ${claims.sub}`;
  const login = addressOf(claims, settings);
  const known = await members.findMemberBySubject(oidcSubject);
  if (known !== null) return known;
  const named = await members.findMember(login);
  if (named !== null) return members.updateMember(named.id, { oidcSubject });
  const role = roleOf(claims, settings);
  if (role === null) throw refused(`${login} is not a member. Ask an owner to add you.`);
  return members.createMember({ login, role, passwordHash: await unknownPassword(), oidcSubject });
};
