import type { BrowserContextOptions } from "playwright-core";

/** Contrast is the page's own theme, with stronger edges; the browser's setting is light. */
export const themes = ["light", "dark", "contrast"] as const;
export type Theme = (typeof themes)[number];
export const languages = ["en", "zh-CN"] as const;
export type Language = (typeof languages)[number];

/** One way to look at a page. */
export interface Look {
  readonly theme: Theme;
  readonly language: Language;
  /** Pixels. */
  readonly width: number;
}

const PHONE_WIDTH_MAX = 600;

/** Every theme in every language at every width. */
export const looksOf = (
  chosenThemes: readonly Theme[],
  chosenLanguages: readonly Language[],
  widths: readonly number[],
): readonly Look[] =>
  chosenThemes.flatMap((theme) =>
    chosenLanguages.flatMap((language) => widths.map((width) => ({ theme, language, width }))),
  );

/** The browser that looks so. */
export const contextOptions = ({ theme, language, width }: Look): BrowserContextOptions => ({
  viewport: { width, height: width <= PHONE_WIDTH_MAX ? 844 : 900 },
  locale: language,
  reducedMotion: "reduce",
  colorScheme: theme === "dark" ? "dark" : "light",
});
