import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { languageNames, languages } from "../catalogue/catalogue.ts";
import { useMay } from "../data/use-member.ts";
import { useTrpc } from "../data/trpc.ts";
import { useLocale } from "../locale/locale-context.ts";
import { rangePresets } from "../period/range.ts";
import { useMenu } from "../shell/use-menu.ts";
import { applyTheme, themes } from "../theme/theme.ts";
import { SharedSearch, sharedPart } from "../view/view-search.ts";
import type { PaletteItem } from "./palette-item.ts";

const FRESH_MS = 30_000;
const USERS_MAX = 8;

const useShared = (): SharedSearch => sharedPart(SharedSearch.parse(useSearch({ strict: false })));

const usePages = (): readonly PaletteItem[] => {
  const { t } = useLocale();
  const navigate = useNavigate();
  const search = useShared();
  return useMenu()
    .flatMap(({ pages }) => pages)
    .map(({ page, to }) => ({
      id: `page-${page}`,
      group: "page",
      name: t.app.pages[page],
      icon: page,
      run: () => void navigate({ to, search }),
    }));
};

const useUsers = (typed: string): readonly PaletteItem[] => {
  const trpc = useTrpc();
  const navigate = useNavigate();
  const { range } = useShared();
  const text = typed.trim();
  const isAsked = useMay("users.read") && text !== "";
  const { data } = useQuery({
    ...trpc.users.list.queryOptions({ search: text, countMax: USERS_MAX }),
    staleTime: FRESH_MS,
    placeholderData: keepPreviousData,
    enabled: isAsked,
  });
  return (isAsked ? (data ?? []) : []).map(({ id, name }) => ({
    id: `user-${id}`,
    group: "user",
    name,
    icon: "users",
    run: () => void navigate({ to: "/users/$id", params: { id }, search: { range } }),
  }));
};

const useKeys = (): readonly PaletteItem[] => {
  const trpc = useTrpc();
  const navigate = useNavigate();
  const { range } = useShared();
  const { data } = useQuery({
    ...trpc.accessKeys.list.queryOptions(),
    staleTime: FRESH_MS,
    enabled: useMay("keys.read"),
  });
  return (data ?? []).map(({ id, name }) => ({
    id: `key-${id}`,
    group: "key",
    name,
    icon: "keys",
    run: () => void navigate({ to: "/keys/$id", params: { id }, search: { range } }),
  }));
};

const usePeriods = (): readonly PaletteItem[] => {
  const { t } = useLocale();
  const navigate = useNavigate();
  return rangePresets.map((range) => ({
    id: `period-${range}`,
    group: "period",
    name: t.range.presets[range],
    icon: "period",
    run: () => void navigate({ to: ".", search: (now) => ({ ...now, range }) }),
  }));
};

const useSettings = (): readonly PaletteItem[] => {
  const { t, setLanguage } = useLocale();
  const appearance = themes.map((theme) => ({
    id: `theme-${theme}`,
    group: "setting" as const,
    name: `${t.app.theme}: ${t.app.themes[theme]}`,
    icon: "theme" as const,
    run: () => {
      applyTheme(theme, document.documentElement, () => localStorage);
    },
  }));
  const language = languages.map((one) => ({
    id: `language-${one}`,
    group: "setting" as const,
    name: `${t.app.language}: ${languageNames[one]}`,
    icon: "language" as const,
    run: () => {
      setLanguage(one);
    },
  }));
  return [...appearance, ...language];
};

/** Everything the palette leads to; users are searched for on the server as one types. */
export const usePaletteItems = (typed: string): readonly PaletteItem[] => [
  ...usePages(),
  ...useUsers(typed),
  ...useKeys(),
  ...usePeriods(),
  ...useSettings(),
];
