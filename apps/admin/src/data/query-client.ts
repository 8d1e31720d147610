import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import { refetchAfterFault } from "./live.ts";
import { mayRecover, readFault } from "./read-fault.ts";

const RETRIES_MAX = 1;
const FRESH_MS = 1000;

/**
 * The page's memory of answers. A refusal is not asked again; a lapse of the server at once, then the card says so, and every
 * five seconds.
 *
 * @param onSessionEnd called whenever the server no longer knows who is asking; may be called several times in a row.
 */
export const createQueryClient = (onSessionEnd: () => void): QueryClient => {
  const onError = (error: unknown): void => {
    if (readFault(error).kind === "unauthenticated") {
      onSessionEnd();
    }
  };
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({
      onError: (error, _variables, _result, mutation) => {
        // A refused log-in is an answer, not the end of a session.
        if (mutation.meta?.["isLogin"] !== true) {
          onError(error);
        }
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: FRESH_MS,
        // Also what is asked once: "Trying again by itself" is said of every question.
        refetchInterval: refetchAfterFault,
        retry: (count, error) => count < RETRIES_MAX && mayRecover(readFault(error)),
      },
    },
  });
};
