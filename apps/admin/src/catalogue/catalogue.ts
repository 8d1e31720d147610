import { en } from "./en.ts";
import { zhCn } from "./zh-cn.ts";

/** All texts of the page. English is the shape; every language must have every key. */
export type Catalogue = typeof en;

/** The languages there are, as BCP 47 tags. */
export const languages = ["en", "zh-CN"] as const;
export type Language = (typeof languages)[number];

/** What each language calls itself. */
export const languageNames: Record<Language, string> = { en: "English", "zh-CN": "简体中文" };

/** Every language's texts. All come with the first script: together they weigh less than asking for one of them costs. */
export const catalogues: Readonly<Record<Language, Catalogue>> = { en, "zh-CN": zhCn };

/** The language to start with: the remembered one, else the first the browser asks for that exists; English where none does. */
export const chooseLanguage = (remembered: string | null, asked: readonly string[]): Language =>
  languages.find((language) => language === remembered) ??
  asked
    .map((tag) =>
      languages.find((language) => language.split("-")[0] === tag.toLowerCase().split("-")[0]),
    )
    .find((language) => language !== undefined) ??
  "en";
