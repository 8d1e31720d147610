import type { en } from "./en.ts";

/** All texts of the page. English is the shape; every language must have every key. */
export type Catalogue = typeof en;

/** The languages there are, as BCP 47 tags. */
export const languages = ["en", "zh-CN"] as const;
export type Language = (typeof languages)[number];

/** What each language calls itself. */
export const languageNames: Record<Language, string> = { en: "English", "zh-CN": "简体中文" };

const loaders: Record<Language, () => Promise<Catalogue>> = {
  en: async () => (await import("./en.ts")).en,
  "zh-CN": async () => (await import("./zh-cn.ts")).zhCn,
};

/** Brings one language's texts; the others are never downloaded. */
export const loadCatalogue = async (language: Language): Promise<Catalogue> => loaders[language]();

/** The language to start with: the remembered one, else the first the browser asks for that exists; English where none does. */
export const chooseLanguage = (remembered: string | null, asked: readonly string[]): Language =>
  languages.find((language) => language === remembered) ??
  asked
    .map((tag) =>
      languages.find((language) => language.split("-")[0] === tag.toLowerCase().split("-")[0]),
    )
    .find((language) => language !== undefined) ??
  "en";
