export { openSession, type SessionCredentials } from "./open-session.ts";
export {
  createTokenledgerClient,
  type TokenledgerClient,
  type TokenledgerClientOptions,
} from "./tokenledger-client.ts";
