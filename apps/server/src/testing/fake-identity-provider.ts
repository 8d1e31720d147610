import { createHash, randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey } from "jose";
import { z } from "zod";

/** How a fake provider misbehaves. */
export interface ProviderFaults {
  readonly nonce?: string;
  readonly audience?: string;
  readonly isSignedByAnother?: boolean;
}

interface KeyPair {
  readonly publicKey: CryptoKey;
  readonly privateKey: CryptoKey;
}

interface Grant {
  readonly challenge: string;
  readonly nonce: string;
  readonly redirectUri: string;
}

const KEY_ID = "key-1";
const LIFETIME = "5m";

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(z.instanceof(Buffer).parse(part));
  return Buffer.concat(parts).toString();
};

/** An identity provider on this machine: discovery, keys, codes that count once, PKCE and the client's secret checked, ID tokens signed by RS256. */
export class FakeIdentityProvider {
  readonly clientId = "tokenledger";
  readonly clientSecret = "a client's secret";
  /** What the next ID token says of whoever logs in. */
  claims: Record<string, unknown> = {};
  faults: ProviderFaults = {};
  readonly #grants = new Map<string, Grant>();
  readonly #keys: readonly KeyPair[];
  readonly #server = createServer((request, response) => {
    void this.#answer(request, response);
  });
  url = "";

  private constructor(keys: readonly KeyPair[]) {
    this.#keys = keys;
  }

  static async start(): Promise<FakeIdentityProvider> {
    const keys = [await generateKeyPair("RS256"), await generateKeyPair("RS256")];
    const provider = new FakeIdentityProvider(keys);
    const server = provider.#server;
    await new Promise<void>((resolve) => {
      server.listen(0, "127.0.0.1", resolve);
    });
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("It does not listen.");
    provider.url = `http://127.0.0.1:${String(address.port)}`;
    return provider;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", this.url);
    const send = (status: number, body: unknown): void => {
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    };
    if (url.pathname === "/.well-known/openid-configuration") return send(200, this.#metadata());
    if (url.pathname === "/jwks") return send(200, await this.#jwks());
    if (url.pathname === "/authorize") {
      response.writeHead(302, { location: this.#authorize(url.searchParams) }).end();
      return;
    }
    const tokens = await this.#tokens(await bodyOf(request));
    return send(tokens === null ? 400 : 200, tokens ?? { error: "invalid_grant" });
  }

  #metadata(): unknown {
    return {
      issuer: this.url,
      authorization_endpoint: `${this.url}/authorize`,
      token_endpoint: `${this.url}/token`,
      jwks_uri: `${this.url}/jwks`,
      response_types_supported: ["code"],
      subject_types_supported: ["public"],
      id_token_signing_alg_values_supported: ["RS256"],
      code_challenge_methods_supported: ["S256"],
      token_endpoint_auth_methods_supported: ["client_secret_post"],
    };
  }

  async #jwks(): Promise<unknown> {
    const [key] = this.#keys;
    if (key === undefined) return { keys: [] };
    return {
      keys: [{ ...(await exportJWK(key.publicKey)), kid: KEY_ID, alg: "RS256", use: "sig" }],
    };
  }

  #authorize(query: URLSearchParams): string {
    const code = randomUUID();
    const redirectUri = query.get("redirect_uri") ?? "";
    this.#grants.set(code, {
      challenge: query.get("code_challenge") ?? "",
      nonce: query.get("nonce") ?? "",
      redirectUri,
    });
    const back = new URL(redirectUri);
    back.searchParams.set("code", code);
    back.searchParams.set("state", query.get("state") ?? "");
    return back.href;
  }

  async #tokens(body: string): Promise<unknown> {
    const asked = new URLSearchParams(body);
    const code = asked.get("code") ?? "";
    const grant = this.#grants.get(code);
    this.#grants.delete(code);
    const verifier = asked.get("code_verifier") ?? "";
    const isRight =
      grant !== undefined &&
      grant.redirectUri === asked.get("redirect_uri") &&
      grant.challenge === createHash("sha256").update(verifier).digest("base64url") &&
      asked.get("client_id") === this.clientId &&
      asked.get("client_secret") === this.clientSecret;
    return isRight
      ? { access_token: randomUUID(), token_type: "Bearer", id_token: await this.#idToken(grant) }
      : null;
  }

  async #idToken({ nonce }: Grant): Promise<string> {
    const [right, other] = this.#keys;
    const key = this.faults.isSignedByAnother === true ? other : right;
    if (key === undefined) throw new Error("There is no key.");
    return new SignJWT({ ...this.claims, nonce: this.faults.nonce ?? nonce })
      .setProtectedHeader({ alg: "RS256", kid: KEY_ID })
      .setIssuer(this.url)
      .setAudience(this.faults.audience ?? this.clientId)
      .setIssuedAt()
      .setExpirationTime(LIFETIME)
      .sign(key.privateKey);
  }
}
