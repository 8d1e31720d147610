import type { UsageQuestion } from "../view/usage-question.ts";
import type { ViewPeriod } from "../view/view-period.ts";

/**
 * The period with what it is compared with; in its first minute there is nothing before it.
 *
 * @param withForecast whether the page tells where the running month is going.
 */
export const wholeQuestion = (
  filter: UsageQuestion,
  view: ViewPeriod,
  withForecast: boolean,
): UsageQuestion => {
  const { startMs, endMs } = view.previous;
  const asked = { ...filter, forecast: withForecast && view.range === "mtd" };
  return endMs > startMs
    ? { ...asked, compare: { startDate: new Date(startMs), endDate: new Date(endMs) } }
    : asked;
};
