import { useRef, useState, type ReactElement } from "react";
import { useLocale } from "../locale/locale-context.ts";
import { classNames } from "../ui/class-names.ts";
import { segmentClass } from "../ui/segment-class.ts";
import { useDismiss } from "../ui/use-dismiss.ts";
import { ZoneChoice } from "./zone-choice.tsx";

/** Shows the zone whose hours, days and months the page shows, and lets another be chosen. */
export const ZonePicker = (): ReactElement => {
  const { t, zone, format } = useLocale();
  const details = useRef<HTMLDetailsElement>(null);
  useDismiss(details);
  // Closed, nobody asks for this machine's own zone: what tells it takes the browser 40 ms the first time.
  const [isOpen, setIsOpen] = useState(false);
  return (
    <details
      className="relative"
      onToggle={(event) => {
        setIsOpen(event.currentTarget.open);
      }}
      ref={details}
    >
      <summary
        aria-label={t.zone.shown(zone)}
        className={classNames(segmentClass(false), "flex list-none items-center")}
        title={t.zone.hint(zone)}
      >
        {format.zoneName}
      </summary>
      <div className="absolute top-9 right-0 z-20 w-72 space-y-3 rounded-lg border border-line bg-surface p-4 shadow-xl max-sm:right-auto max-sm:-left-16">
        <p className="text-xs text-ink-soft">{t.zone.hint(zone)}</p>
        {isOpen ? <ZoneChoice onChosen={() => details.current?.removeAttribute("open")} /> : null}
      </div>
    </details>
  );
};
