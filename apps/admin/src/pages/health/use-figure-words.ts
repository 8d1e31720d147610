import { useCallback } from "react";
import { useLocale } from "../../locale/locale-context.ts";
import { figureWords, type Figure, type Words } from "./figure-words.ts";

/** A moment as the server writes it into a sentence. */
const MOMENT = /\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z/g;

/** What says a figure in the reader's language, moments in it as everywhere on the page. */
export const useFigureWords = (): ((figure: Figure) => Words) => {
  const { language, format } = useLocale();
  return useCallback(
    (figure) => {
      const { sentence, action } = figureWords(figure, language, format);
      return {
        sentence: sentence.replaceAll(MOMENT, (text) => format.moment(Date.parse(text))),
        action,
      };
    },
    [language, format],
  );
};
