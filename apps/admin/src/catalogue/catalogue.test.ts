import { expect, test } from "vitest";
import { catalogues, chooseLanguage, languageNames, languages } from "./catalogue.ts";
import type { Headline } from "./headline.ts";
import { plural } from "./en-plural.ts";

type Texts = Readonly<Record<string, unknown>>;

const isTexts = (value: unknown): value is Texts => typeof value === "object" && value !== null;

const leaves = (texts: Texts, path = ""): readonly (readonly [string, unknown])[] =>
  Object.entries(texts).flatMap(([name, value]) =>
    isTexts(value) ? leaves(value, `${path}${name}.`) : [[`${path}${name}`, value] as const],
  );

const headline: Headline = {
  cost: "$4,213.07",
  requests: "1,234",
  requestCount: 1234n,
  range: {
    name: "mtd",
    month: "November",
    previousMonth: "October",
    days: "Nov 1 – 23",
    dayCount: 23,
  },
  change: { kind: "more", by: "14%" },
  unpriced: null,
  cacheHit: "61%",
  failed: "0.4%",
};

test("every language has the same texts, none of them empty", () => {
  const english = leaves(catalogues.en);
  for (const language of languages) {
    const texts = leaves(catalogues[language]);
    expect(texts.map(([path]) => path).sort()).toEqual(english.map(([path]) => path).sort());
    const wrong = texts.filter(
      ([, text]) => typeof text !== "function" && (typeof text !== "string" || text.trim() === ""),
    );
    expect(wrong).toEqual([]);
  }
});

test("no text of one language was forgotten in another", () => {
  const english = new Map(leaves(catalogues.en));
  const chinese = leaves(catalogues["zh-CN"]);
  const same = chinese.filter(
    ([path, text]) => typeof text === "string" && text === english.get(path),
  );
  expect(same.map(([path]) => path).sort()).toEqual([
    "app.name",
    "keys.namePlaceholder",
    "setup.tabs.http",
    "setup.tabs.middleware",
  ]);
});

test("the sentence is whole for every period, with and without what may be missing", () => {
  const names = ["today", "7d", "30d", "mtd", "lastMonth", "qtd", "custom", "hour"] as const;
  const kinds = ["more", "less", "same", "unknown"] as const;
  for (const language of languages) {
    const { overview } = catalogues[language];
    for (const name of names) {
      for (const kind of kinds) {
        const full = overview.headline({
          ...headline,
          range: { ...headline.range, name },
          change: { kind, by: "14%" },
        });
        expect(full).toMatch(/[.。]$/u);
        expect(full).toContain("1,234");
        expect(full).not.toMatch(/undefined|null|\s\s|\.\./u);
        expect(full.includes("14%")).toBe(kind === "more" || kind === "less");
      }
    }
    const bare = overview.headline({
      ...headline,
      cost: null,
      cacheHit: null,
      failed: null,
    });
    expect(bare).not.toContain("$");
    expect(overview.headline({ ...headline, unpriced: "7" })).toContain("7");
    expect(bare).not.toContain("61%");
    expect(bare).toMatch(/[.。]$/u);
  }
});

test("English reads as people speak", () => {
  const { overview } = catalogues.en;
  expect(overview.headline(headline)).toBe(
    "$4,213.07 for 1,234 requests so far in November, 14% more than by this point in October. 61% of input came from cache; 0.4% of requests failed.",
  );
  expect(plural(1n, "request", "requests")).toBe("request");
  expect(plural(2, "request", "requests")).toBe("requests");
});

test("texts that name something name it", () => {
  for (const language of languages) {
    const t = catalogues[language];
    const named = [
      t.filter.remove("User", "alice"),
      t.filter.only("alice"),
      t.filter.notOnly("alice"),
      t.complete.until("alice"),
      t.complete.behind("alice"),
      t.state.requestId("alice"),
      t.overview.change.versus("alice"),
      t.overview.change.points("alice"),
      t.overview.chartTitle("alice", "x"),
      t.overview.splitBy("alice"),
      t.overview.unpriced("alice"),
      t.overview.ranked("alice"),
      t.record.open("alice"),
      t.keys.disableTitle("alice"),
      t.keys.enableTitle("alice"),
      t.users.limited("alice"),
      t.users.limitedByUsage("alice"),
      t.users.disableTitle("alice"),
      t.users.enableTitle("alice"),
      t.status.since("alice"),
      t.setup.arrivedHint("alice"),
    ];
    expect(named.filter((text) => !text.includes("alice"))).toEqual([]);
  }
});

test("the remembered language wins, then the browser's, then English", () => {
  expect(chooseLanguage("zh-CN", ["en"])).toBe("zh-CN");
  expect(chooseLanguage("xx", ["de-DE", "zh-TW", "en"])).toBe("zh-CN");
  expect(chooseLanguage(null, ["EN-gb"])).toBe("en");
  expect(chooseLanguage(null, ["de"])).toBe("en");
  expect(chooseLanguage(null, [])).toBe("en");
  expect(Object.keys(languageNames)).toEqual([...languages]);
});
