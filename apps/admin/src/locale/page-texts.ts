import type { Language } from "../catalogue/catalogue.ts";
import { useLocale } from "./locale-context.ts";

/**
 * One page's own texts in every language, beside the page and fetched with its code (both languages of a page weigh less than a request).
 * What all pages share stands in `catalogue/`.
 */
export type PageTexts<Texts> = Readonly<Record<Language, Texts>>;

/** Puts a page's texts together. English is the shape: a key that Chinese lacks, or has too much, does not compile. */
export const pageTexts = <Texts>(en: Texts, zhCn: NoInfer<Texts>): PageTexts<Texts> => ({
  en,
  "zh-CN": zhCn,
});

/** A page's texts in the reader's language. */
export const usePageTexts = <Texts>(texts: PageTexts<Texts>): Texts => texts[useLocale().language];
