import * as oidc from "openid-client";
import type { OidcSettings } from "./oidc-settings.ts";

/** What is remembered between sending somebody away and their coming back. For their browser alone. */
export interface OidcAttempt {
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
  /** Where on the page they were going. */
  readonly redirect: string;
}

/** What an identity provider says of somebody, signature and recipient proven. */
export type OidcClaims = oidc.IDToken;

/** The identity provider: the authorization code flow with PKCE, state and nonce. Asked where its doors are when first needed, and again after a failure. */
export class OidcProvider {
  readonly #settings: OidcSettings;
  #known: Promise<oidc.Configuration> | undefined;

  constructor(settings: OidcSettings) {
    this.#settings = settings;
  }

  /** Where to send somebody who wants to log in, and what to remember of it. @throws Error where the provider is away. */
  async begin(redirect: string): Promise<{ readonly url: URL; readonly attempt: OidcAttempt }> {
    const attempt = {
      state: oidc.randomState(),
      nonce: oidc.randomNonce(),
      codeVerifier: oidc.randomPKCECodeVerifier(),
      redirect,
    };
    const url = oidc.buildAuthorizationUrl(await this.#configuration(), {
      redirect_uri: this.#settings.redirectUrl.href,
      scope: "openid email profile",
      state: attempt.state,
      nonce: attempt.nonce,
      code_challenge: await oidc.calculatePKCECodeChallenge(attempt.codeVerifier),
      code_challenge_method: "S256",
    });
    return { url, attempt };
  }

  /**
   * Who came back. @param query of the address they came back to.
   *
   * @throws Error where the answer is not to this attempt, the code was used before, the token is not for this server, or the provider is away.
   */
  async finish(attempt: OidcAttempt, query: string): Promise<OidcClaims> {
    const came = new URL(this.#settings.redirectUrl);
    came.search = query;
    const tokens = await oidc.authorizationCodeGrant(await this.#configuration(), came, {
      expectedState: attempt.state,
      expectedNonce: attempt.nonce,
      pkceCodeVerifier: attempt.codeVerifier,
      idTokenExpected: true,
    });
    const claims = tokens.claims();
    if (claims === undefined) throw new Error("The provider sent no ID token.");
    return claims;
  }

  #configuration(): Promise<oidc.Configuration> {
    this.#known ??= this.#discover().catch((error: unknown) => {
      this.#known = undefined;
      throw error;
    });
    return this.#known;
  }

  #discover(): Promise<oidc.Configuration> {
    const { issuer, clientId, clientSecret } = this.#settings;
    // Plain http is for a provider on this very machine; anybody in between could be whoever they like.
    const isLocal =
      issuer.protocol === "http:" && ["127.0.0.1", "localhost"].includes(issuer.hostname);
    const execute = [
      oidc.enableNonRepudiationChecks,
      ...(isLocal ? [oidc.allowInsecureRequests] : []),
    ];
    return oidc.discovery(issuer, clientId, clientSecret, undefined, { execute });
  }
}
