import { useQuery } from "@tanstack/react-query";
import type { AlertEvent, AlertFinding, AlertRule } from "@tokenledger/usage/alerts";
import { useMay } from "../../data/use-member.ts";
import { useTrpc } from "../../data/trpc.ts";
import { useLocale } from "../../locale/locale-context.ts";
import { usePageTexts } from "../../locale/page-texts.ts";
import { eventTexts } from "./event-texts.ts";
import { eventWords, type EventWords } from "./event-words.ts";

type Words = (finding: AlertFinding, groupBy: AlertRule["groupBy"] | null) => EventWords;

/** Tells what a rule found, which groups as it is said, in the reader's language. */
export const useFindingWords = (): Words => {
  const { t, format } = useLocale();
  const texts = usePageTexts(eventTexts);
  return (finding, groupBy) =>
    eventWords(finding, { texts, format, none: t.overview.none, groupBy });
};

/** Tells events in the reader's language. By what a rule groups is not kept with its events: it is asked once, of the rules. */
export const useEventWords = (): ((event: AlertEvent) => EventWords) => {
  const wordsOf = useFindingWords();
  const trpc = useTrpc();
  const { data: rules = [] } = useQuery({
    ...trpc.alerts.list.queryOptions(),
    enabled: useMay("alerts.read"),
  });
  return (event) => wordsOf(event, rules.find(({ id }) => id === event.ruleId)?.groupBy ?? null);
};
