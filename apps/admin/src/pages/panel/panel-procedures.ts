import { useQuery, type UseQueryResult } from "@tanstack/react-query";
import {
  array,
  enum as enumOf,
  nullable,
  object,
  record,
  string,
  unknown,
  type output,
} from "zod/mini";

const PanelAnswer = object({
  procedures: array(
    object({
      path: string(),
      type: enumOf(["query", "mutation"]),
      permission: string(),
      description: string(),
      input: nullable(record(string(), unknown())),
    }),
  ),
});

/** One procedure as the server describes it. */
export type PanelProcedure = output<typeof PanelAnswer>["procedures"][number];

/** Every procedure; null where the panel is not served, or not to this member. */
export const usePanelProcedures = (): UseQueryResult<readonly PanelProcedure[] | null> =>
  useQuery({
    queryKey: ["panel"],
    queryFn: async ({ signal }) => {
      const response = await fetch("/api/panel", { signal });
      return response.ok ? PanelAnswer.parse(await response.json()).procedures : null;
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
