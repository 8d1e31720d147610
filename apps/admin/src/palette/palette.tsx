import { useDeferredValue, useRef, useState, type KeyboardEvent, type ReactElement } from "react";
import { useLocale } from "../locale/locale-context.ts";
import { Dialog } from "../ui/dialog.tsx";
import { matchItems, paletteGroups, type PaletteItem } from "./palette-item.ts";
import { PaletteList } from "./palette-list.tsx";
import { usePaletteItems } from "./use-palette-items.ts";

const steps: Partial<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };

const inOrder = (items: readonly PaletteItem[]): readonly PaletteItem[] =>
  paletteGroups.flatMap((group) => items.filter((item) => item.group === group));

interface SearchBoxProps {
  readonly typed: string;
  readonly onType: (typed: string) => void;
  /** One item on, or back. */
  readonly onStep: (step: number) => void;
  readonly onEnter: () => void;
}

const SearchBox = ({ typed, onType, onStep, onEnter }: SearchBoxProps): ReactElement => {
  const { t } = useLocale();
  const press = (event: KeyboardEvent): void => {
    const step = steps[event.key];
    if (step !== undefined || event.key === "Enter") {
      event.preventDefault();
      if (step === undefined) {
        onEnter();
      } else {
        onStep(step);
      }
    }
  };
  return (
    <input
      aria-label={t.palette.placeholder}
      autoComplete="off"
      className="h-10 w-full rounded-md border border-line-strong bg-surface px-3 placeholder:text-ink-soft"
      maxLength={128}
      onChange={(event) => {
        onType(event.target.value);
      }}
      onKeyDown={press}
      placeholder={t.palette.placeholder}
      type="search"
      value={typed}
    />
  );
};

/** Leads to any page, user, key, period or setting by a few letters. Keys: arrows, Enter, Escape. */
export const Palette = ({ onClose }: { readonly onClose: () => void }): ReactElement => {
  const { t } = useLocale();
  const list = useRef<HTMLDivElement>(null);
  const [typed, setTyped] = useState("");
  const [activeId, setActiveId] = useState<string | null>(null);
  const items = inOrder(matchItems(usePaletteItems(useDeferredValue(typed)), typed));
  const found = items.findIndex((item) => item.id === activeId);
  const active = items[Math.max(found, 0)];
  const run = (item: PaletteItem): void => {
    onClose();
    item.run();
  };
  const move = (step: number): void => {
    const next = (Math.max(found, 0) + step + items.length) % Math.max(items.length, 1);
    setActiveId(items[next]?.id ?? null);
    list.current?.querySelectorAll("button")[next]?.scrollIntoView({ block: "nearest" });
  };
  return (
    <Dialog onClose={onClose} place="top" title={t.palette.title}>
      <div className="space-y-3" ref={list}>
        <SearchBox
          onEnter={() => {
            if (active !== undefined) {
              run(active);
            }
          }}
          onStep={move}
          onType={(text) => {
            setTyped(text);
            setActiveId(null);
          }}
          typed={typed}
        />
        <output className="sr-only">{active?.name ?? t.palette.none}</output>
        <PaletteList
          active={active}
          items={items}
          onPoint={(item) => {
            setActiveId(item.id);
          }}
          onRun={run}
        />
        {items.length > 0 ? null : <p className="px-2 text-sm text-ink-soft">{t.palette.none}</p>}
        <p className="px-2 text-xs text-ink-soft">{t.palette.hint}</p>
      </div>
    </Dialog>
  );
};
