import type { AdminRouter } from "@tokenledger/api";
import type { inferRouterInputs, inferRouterOutputs } from "@trpc/server";

/** What {@link writeAdminTypes} reads: the procedures themselves, their inputs and their answers. */
export interface AdminRouterTypes {
  readonly procedures: AdminRouter;
  readonly inputs: inferRouterInputs<AdminRouter>;
  readonly outputs: inferRouterOutputs<AdminRouter>;
}
