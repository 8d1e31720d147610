import type { SharedSearch } from "../../view/view-search.ts";
import { askForFigures, type Asker } from "../../routes/early-questions.ts";
import type { ZoneSearch } from "../../zone/zone-search.ts";

/** Asks who an id is, and at once for the figures of that name, which are on their way when this ends. Where nobody is found, no more. */
export const askForUser = async (
  asker: Asker,
  id: string,
  search: SharedSearch & ZoneSearch,
): Promise<void> => {
  const user = asker.trpc.users.get.queryOptions({ id });
  await asker.queryClient.prefetchQuery(user);
  const found = asker.queryClient.getQueryData(user.queryKey);
  if (found !== undefined) askForFigures(asker, { ...search, user: [found.name] });
};
