import { expect, test } from "vitest";
import { alertsTexts } from "../pages/alerts/alerts-texts.ts";
import { ruleTexts } from "../pages/alerts/rule-texts.ts";
import { budgetsTexts } from "../pages/budgets/budgets-texts.ts";
import { exploreTexts } from "../pages/explore/explore-texts.ts";
import { healthTexts } from "../pages/health/health-texts.ts";
import { sumsTexts } from "../pages/health/sums-texts.ts";
import { modelsTexts } from "../pages/models/models-texts.ts";
import { panelTexts } from "../pages/panel/panel-texts.ts";
import { pricesTexts } from "../pages/prices/prices-texts.ts";
import { reconcileTexts } from "../pages/reconcile/reconcile-texts.ts";
import { requestsTexts } from "../pages/requests/requests-texts.ts";
import { settingsTexts } from "../pages/settings/settings-texts.ts";

const pages = {
  alerts: alertsTexts,
  "alert rules": ruleTexts,
  budgets: budgetsTexts,
  explore: exploreTexts,
  health: healthTexts,
  models: modelsTexts,
  panel: panelTexts,
  prices: pricesTexts,
  reconcile: reconcileTexts,
  requests: requestsTexts,
  settings: settingsTexts,
  sums: sumsTexts,
};

const leaves = (texts: object, path = ""): readonly (readonly [string, unknown])[] =>
  Object.entries(texts).flatMap(([name, value]: [string, unknown]) =>
    typeof value === "object" && value !== null
      ? leaves(value, `${path}${name}.`)
      : [[`${path}${name}`, value] as const],
  );

const isEmpty = ([, text]: readonly [string, unknown]): boolean =>
  typeof text !== "function" && (typeof text !== "string" || text.trim() === "");

test.each(Object.entries(pages))("%s: every language has every text", (_, texts) => {
  const english = leaves(texts.en);
  const chinese = leaves(texts["zh-CN"]);
  expect(chinese.map(([path]) => path).sort()).toEqual(english.map(([path]) => path).sort());
  expect([...english, ...chinese].filter(isEmpty)).toEqual([]);
});

test.each(Object.entries(pages))("%s: no text was forgotten in a language", (_, texts) => {
  const english = new Map(leaves(texts.en));
  const same = leaves(texts["zh-CN"]).filter(
    ([path, text]) => typeof text === "string" && text === english.get(path),
  );
  // Words to be typed are the same in every language.
  expect(same.filter(([path]) => !path.endsWith(".typed"))).toEqual([]);
});

test.each(Object.entries(pages))("%s: texts that name something name it", (_, texts) => {
  const silent = [texts.en, texts["zh-CN"]].flatMap((language) =>
    leaves(language).filter(
      ([, text]) =>
        typeof text === "function" &&
        !String(Reflect.apply(text, undefined, ["ONE", "TWO", "THREE"])).includes("ONE"),
    ),
  );
  expect(silent).toEqual([]);
});
