import type { SharedSearch } from "../../view/view-search.ts";
import { askForFigures, type Asker } from "../../routes/early-questions.ts";
import type { ZoneSearch } from "../../zone/zone-search.ts";

/** The list a user is looked up in; the procedure gives no more at once. */
export const usersQuestion = { countMax: 500 };

/** Asks who an id is, and at once for the figures of that name: the page is drawn meanwhile. Where nobody is found, no more. */
export const askForUser = async (
  asker: Asker,
  id: string,
  search: SharedSearch & ZoneSearch,
): Promise<void> => {
  const users = asker.trpc.users.list.queryOptions(usersQuestion);
  await asker.queryClient.prefetchQuery(users);
  const found = asker.queryClient.getQueryData(users.queryKey)?.find((user) => user.id === id);
  if (found !== undefined) askForFigures(asker, { ...search, user: [found.name] });
};
