import type { ReactElement } from "react";
import { useLocale } from "../../locale/locale-context.ts";
import { usePageTexts } from "../../locale/page-texts.ts";
import { Page } from "../../shell/page.tsx";
import { FiguresCard } from "./figures-card.tsx";
import { healthTexts } from "./health-texts.ts";
import { LettersCard } from "./letters-card.tsx";
import { PipelineCard } from "./pipeline-card.tsx";
import { SumsCard } from "./sums-card.tsx";

/** Whether the figures can be trusted, and what to do where they cannot. */
export const HealthPage = (): ReactElement => {
  const { t } = useLocale();
  const texts = usePageTexts(healthTexts);
  return (
    <Page intro={texts.intro} title={t.app.pages.health}>
      <PipelineCard />
      <FiguresCard />
      <LettersCard />
      <SumsCard />
    </Page>
  );
};
