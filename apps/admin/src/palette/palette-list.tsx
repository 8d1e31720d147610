import type { ReactElement } from "react";
import { useLocale } from "../locale/locale-context.ts";
import { classNames } from "../ui/class-names.ts";
import { Icon } from "../ui/icon.tsx";
import { paletteGroups, type PaletteItem } from "./palette-item.ts";

interface PaletteListProps {
  readonly items: readonly PaletteItem[];
  /** What Enter runs. */
  readonly active: PaletteItem | undefined;
  readonly onRun: (item: PaletteItem) => void;
  readonly onPoint: (item: PaletteItem) => void;
}

const Row = ({
  item,
  active,
  onRun,
  onPoint,
}: Omit<PaletteListProps, "items"> & { readonly item: PaletteItem }): ReactElement => (
  <li>
    <button
      className={classNames(
        "flex h-8 w-full items-center gap-2 rounded-md px-2 text-left text-sm",
        item === active && "bg-accent-soft text-accent",
      )}
      data-active={item === active}
      onClick={() => {
        onRun(item);
      }}
      onFocus={() => {
        onPoint(item);
      }}
      onPointerMove={() => {
        onPoint(item);
      }}
      type="button"
    >
      <Icon name={item.icon} />
      <span className="min-w-0 truncate">{item.name}</span>
    </button>
  </li>
);

/** What was found, kind by kind. */
export const PaletteList = (props: PaletteListProps): ReactElement[] => {
  const { t } = useLocale();
  return paletteGroups.flatMap((group) => {
    const items = props.items.filter((item) => item.group === group);
    return items.length === 0
      ? []
      : [
          <section key={group}>
            <h3 className="px-2 pb-1 text-xs text-ink-soft">{t.palette.groups[group]}</h3>
            <ul>
              {items.map((item) => (
                <Row key={item.id} {...props} item={item} />
              ))}
            </ul>
          </section>,
        ];
  });
};
