import type { AccessKeyView } from "@tokenledger/usage";
import { InvalidInputError } from "@tokenledger/usage";
import { withAdmin, type Admin } from "../admin/with-admin.ts";
import { jsonLine, print } from "../command.ts";
import { tableText } from "../table-text.ts";

const HOUR_MS = 3_600_000;

const stateOf = ({ disabledAt, expiresAt }: AccessKeyView): string => {
  if (disabledAt !== null) return "disabled";
  return expiresAt !== null && expiresAt <= new Date() ? "expired" : "active";
};

const day = (instant: Date | null): string => instant?.toISOString().slice(0, 16) ?? "never";

const keyTable = (keys: readonly AccessKeyView[]): string =>
  tableText(
    ["id", "name", "token ends", "scopes", "state", "last used (UTC)"],
    keys.map((key) => [
      key.id,
      key.name,
      key.last4,
      key.scopes.join(", "),
      stateOf(key),
      day(key.lastUsedAt),
    ]),
  );

/** A key by its id or its name. @throws InvalidInputError where none or several are meant. */
const keyIdOf = async ({ client }: Admin, text: string): Promise<string> => {
  const keys = await client.accessKeys.list.query();
  const meant = keys.filter(({ id, name }) => id === text || name === text);
  const [key] = meant;
  if (key === undefined)
    throw new InvalidInputError("ARGUMENT_INVALID", `There is no key ${text}.`);
  if (meant.length > 1) {
    const ids = meant.map(({ id }) => id).join(", ");
    throw new InvalidInputError("ARGUMENT_INVALID", `Several keys are called ${text}: say ${ids}.`);
  }
  return key.id;
};

interface Asked {
  readonly url?: string | undefined;
  readonly json?: true | undefined;
}

/** Shows all keys. */
export const listKeys = async ({ url, json }: Asked): Promise<void> =>
  withAdmin(url, async ({ client }) => {
    const keys = await client.accessKeys.list.query();
    print(json === true ? jsonLine(keys) : keyTable(keys));
  });

/** Gives a key a new secret, shown once. */
export const rotateKey = async (
  key: string,
  { url, json, overlapHours }: Asked & { readonly overlapHours: number },
): Promise<void> =>
  withAdmin(url, async (admin) => {
    const id = await keyIdOf(admin, key);
    const previousExpiresAt =
      overlapHours === 0 ? null : new Date(Date.now() + overlapHours * HOUR_MS);
    const { accessKey, token } = await admin.client.accessKeys.rotate.mutate({
      id,
      previousExpiresAt,
    });
    const until =
      previousExpiresAt === null
        ? "Servers take it at once, and refuse the old one within 5 seconds."
        : `Servers take it at once, and the old one until ${previousExpiresAt.toISOString()}.`;
    print(
      json === true
        ? jsonLine({ id, name: accessKey.name, token, previousExpiresAt })
        : `${accessKey.name}: ${token}\n  Shown once, keep it. ${until}`,
    );
  });

/** Refuses a key, or takes it back. */
export const switchKey = async (
  key: string,
  { url, json, enabled }: Asked & { readonly enabled: boolean },
): Promise<void> =>
  withAdmin(url, async (admin) => {
    const id = await keyIdOf(admin, key);
    const { accessKeys } = admin.client;
    const changed = await (enabled ? accessKeys.enable : accessKeys.disable).mutate({ id });
    print(json === true ? jsonLine(changed) : `${changed.name}: ${stateOf(changed)}`);
  });
