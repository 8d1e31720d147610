import { useNavigate } from "@tanstack/react-router";
import { useId, useState, type FormEvent, type ReactElement } from "react";
import { useLocale } from "../locale/locale-context.ts";
import { remember } from "../locale/remembered.ts";
import { Button } from "../ui/button.tsx";
import { classNames } from "../ui/class-names.ts";
import { TextField } from "../ui/field.tsx";
import { isZone, UTC } from "./zone.ts";

type OnZone = (zone: string) => Promise<void>;

/** UTC and this machine's own zone, one click away. */
const NearZones = ({ onZone }: { readonly onZone: OnZone }): ReactElement => {
  const { t, zone } = useLocale();
  const own = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (
    <ul className="space-y-1">
      {Array.from(new Set([UTC, own]), (name) => (
        <li key={name}>
          <button
            aria-pressed={name === zone}
            className={classNames(
              "flex min-h-8 w-full items-center justify-between gap-3 rounded-md px-2 text-left text-sm hover:bg-sunken",
              name === zone && "bg-accent-soft font-medium text-accent",
            )}
            onClick={() => {
              void onZone(name);
            }}
            type="button"
          >
            {name}
            {name === own ? <span className="text-xs text-ink-soft">{t.zone.own}</span> : null}
          </button>
        </li>
      ))}
    </ul>
  );
};

const ZoneForm = ({ onZone }: { readonly onZone: OnZone }): ReactElement => {
  const { t, zone } = useLocale();
  const id = useId();
  const [name, setName] = useState("");
  // 418 names: listed when somebody is about to look for one.
  const [isChoosing, setIsChoosing] = useState(false);
  const isWrong = name !== "" && !isZone(name);
  const apply = (event: FormEvent): void => {
    event.preventDefault();
    if (isZone(name)) {
      void onZone(name);
    }
  };
  return (
    <form className="space-y-3" onSubmit={apply}>
      <TextField
        aria-invalid={isWrong}
        label={t.zone.other}
        list={id}
        onChange={(event) => {
          setName(event.target.value);
        }}
        onFocus={() => {
          setIsChoosing(true);
        }}
        placeholder={zone === UTC ? "Asia/Shanghai" : zone}
        spellCheck={false}
        value={name}
      />
      <datalist id={id}>
        {(isChoosing ? Intl.supportedValuesOf("timeZone") : []).map((one) => (
          <option key={one} value={one}>
            {one}
          </option>
        ))}
      </datalist>
      <Button className="w-full" disabled={!isZone(name)} look="primary" type="submit">
        {t.range.apply}
      </Button>
    </form>
  );
};

/** The zones one may choose. The choice goes into the address, and is remembered on this machine. */
export const ZoneChoice = ({
  onChosen,
}: {
  /** A zone was chosen, before anything shows it. */
  readonly onChosen?: () => void;
}): ReactElement => {
  const { zone } = useLocale();
  const navigate = useNavigate();
  const choose = async (tz: string): Promise<void> => {
    onChosen?.();
    // An address without a zone means the one chosen last: unless the old zone is written into it first, going back would lead to the new one.
    await navigate({ to: ".", replace: true, search: (now) => ({ ...now, tz: zone }) });
    remember(() => localStorage, "zone", tz);
    await navigate({ to: ".", search: (now) => ({ ...now, tz }) });
  };
  return (
    <div className="w-64 max-w-full space-y-3">
      <NearZones onZone={choose} />
      <ZoneForm key={zone} onZone={choose} />
    </div>
  );
};
