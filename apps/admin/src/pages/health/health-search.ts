import { object } from "zod/mini";
import { sharedFields } from "../../view/view-search.ts";

/** The health page's address. */
export const HealthSearch = object(sharedFields);
