import { InvalidInputError, type UserView } from "@tokenledger/usage";
import { withAdmin, type Admin } from "../admin/with-admin.ts";
import { jsonLine, print } from "../command.ts";
import { tableText } from "../table-text.ts";

const LIST_MAX = 500;

interface Asked {
  readonly url?: string | undefined;
  readonly json?: true | undefined;
}

const stateOf = ({ disabledAt }: UserView): string => (disabledAt === null ? "active" : "disabled");

/** Shows users, by part of their name. */
export const listUsers = async (search: string | undefined, { url, json }: Asked): Promise<void> =>
  withAdmin(url, async ({ client }) => {
    const users = await client.users.list.query({ search: search ?? null, countMax: LIST_MAX });
    const rows = users.map((user) => [user.id, user.name, user.displayName ?? "", stateOf(user)]);
    print(json === true ? jsonLine(users) : tableText(["id", "name", "called", "state"], rows));
    if (users.length === LIST_MAX)
      process.stderr.write(`The first ${LIST_MAX}; say part of a name.\n`);
  });

/** Makes a user before their first call. */
export const createUser = async (
  name: string,
  { url, json, displayName }: Asked & { readonly displayName?: string | undefined },
): Promise<void> =>
  withAdmin(url, async ({ client }) => {
    const user = await client.users.create.mutate({ name, displayName: displayName ?? null });
    print(json === true ? jsonLine(user) : `${user.name}: ${stateOf(user)}`);
  });

const userIdOf = async ({ client }: Admin, text: string): Promise<string> => {
  const users = await client.users.list.query({ search: text, countMax: LIST_MAX });
  const user = users.find(({ name }) => name === text);
  if (user === undefined) {
    throw new InvalidInputError("ARGUMENT_INVALID", `There is no user called ${text}.`);
  }
  return user.id;
};

/** Refuses what a user calls from now on, or counts it again. */
export const switchUser = async (
  name: string,
  { url, json, enabled }: Asked & { readonly enabled: boolean },
): Promise<void> =>
  withAdmin(url, async (admin) => {
    const id = await userIdOf(admin, name);
    const { users } = admin.client;
    const changed = await (enabled ? users.enable : users.disable).mutate({ id });
    print(json === true ? jsonLine(changed) : `${changed.name}: ${stateOf(changed)}`);
  });
