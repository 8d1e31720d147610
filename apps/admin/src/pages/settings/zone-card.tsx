import type { ReactElement } from "react";
import { AfterFirstPaint } from "../../first-paint/after-first-paint.tsx";
import { useLocale } from "../../locale/locale-context.ts";
import { usePageTexts } from "../../locale/page-texts.ts";
import { Card } from "../../ui/card.tsx";
import { ZoneChoice } from "../../zone/zone-choice.tsx";
import { settingsTexts } from "./settings-texts.ts";

/** Whose days and months the page shows; what never follows it. */
export const ZoneCard = (): ReactElement => {
  const { t, zone } = useLocale();
  const texts = usePageTexts(settingsTexts);
  return (
    <Card title={texts.zone}>
      <div className="max-w-3xl space-y-3 text-sm">
        <p className="font-medium">{t.zone.shown(zone)}</p>
        <p className="text-ink-soft">{t.zone.hint(zone)}</p>
        <p className="text-ink-soft">{texts.zoneHint}</p>
        <AfterFirstPaint>
          <ZoneChoice />
        </AfterFirstPaint>
      </div>
    </Card>
  );
};
