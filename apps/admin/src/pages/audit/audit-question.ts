import type { AdminRouter } from "@tokenledger/api";
import type { inferRouterInputs } from "@trpc/server";
import type { Span } from "../../period/range.ts";
import type { AuditSearch } from "./audit-search.ts";

/** Entries of one page. */
export const PAGE_SIZE = 100;

const ACTION = /^[A-Za-z]{1,64}\.(?:[A-Za-z]{1,64})?$/;
const ID = /^[1-9]\d{0,18}$/;

type Question = NonNullable<inferRouterInputs<AdminRouter>["audit"]["list"]>;

const idOf = (text: string | undefined): string | undefined =>
  text !== undefined && ID.test(text) ? text : undefined;

/** The question of an address; what is damaged in it asks for nothing. */
export const auditQuestion = (search: AuditSearch, span: Span): Question => {
  const { action, outcome } = search;
  const [actorId, beforeSeq] = [idOf(search.actor), idOf(search.before)];
  return {
    countMax: PAGE_SIZE,
    startDate: new Date(span.startMs),
    endDate: new Date(span.endMs),
    ...(action !== undefined && ACTION.test(action) && { action }),
    ...(actorId !== undefined && { actorId }),
    ...(beforeSeq !== undefined && { beforeSeq }),
    ...(outcome !== undefined && { outcome }),
  };
};
