import type { AdminRouter } from "@tokenledger/api";
import { createTRPCContext } from "@trpc/tanstack-react-query";

const context = createTRPCContext<AdminRouter>();

/** Hands the procedures to the components below; `main.tsx` makes the client once. */
export const TrpcProvider = context.TRPCProvider;

/** The admin router's procedures as query and mutation options. @throws Error outside `TrpcProvider`. */
export const useTrpc = context.useTRPC;

/** The procedures themselves, for questions that depend on the answer before. @throws Error outside `TrpcProvider`. */
export const useTrpcClient = context.useTRPCClient;
