import { useState, type ReactElement } from "react";
import { languageNames, languages } from "../catalogue/catalogue.ts";
import { useLocale } from "../locale/locale-context.ts";
import { applyTheme, rememberedTheme, themes } from "../theme/theme.ts";
import { SelectField } from "../ui/field.tsx";

/** Language and appearance; remembered on this machine. */
export const Preferences = (): ReactElement => {
  const { t, language, setLanguage } = useLocale();
  const [theme, setTheme] = useState(() => rememberedTheme(() => localStorage));
  return (
    <div className="flex gap-2">
      <SelectField
        className="flex-1"
        isLabelHidden
        label={t.app.language}
        onChoose={setLanguage}
        options={languages.map((value) => ({ value, name: languageNames[value] }))}
        value={language}
      />
      <SelectField
        className="flex-1"
        isLabelHidden
        label={t.app.theme}
        onChoose={(next) => {
          setTheme(next);
          applyTheme(next, document.documentElement, () => localStorage);
        }}
        options={themes.map((value) => ({ value, name: t.app.themes[value] }))}
        value={theme}
      />
    </div>
  );
};
