import {
  createColumnHelper,
  createSortedRowModel,
  rowSortingFeature,
  tableFeatures,
  useTable,
} from "@tanstack/react-table";
import { useMemo, type ReactElement, type ReactNode } from "react";
import { useLocale } from "../locale/locale-context.ts";
import { classNames } from "./class-names.ts";
import { compareSortValues, nextSort, readSort, type SortValue } from "./sort-text.ts";
import { Icon } from "./icon.tsx";
import { Cell, HeadCell, Table } from "./table.tsx";

/** One column of a table that sorts. */
export interface DataColumn<Row> {
  /** Names it in the address. */
  readonly id: string;
  readonly head: ReactNode;
  /** What the column means, on hover. */
  readonly hint?: string;
  readonly isNumber?: boolean;
  /** Left out on a phone, where another cell says it too, or a page of its own. */
  readonly isWideOnly?: boolean;
  /** What it sorts by; a column without is not sorted by. Nothing known (null) counts as the least. */
  readonly sortBy?: (row: Row) => SortValue;
  readonly className?: string;
  /** All digits, or the whole of what is cut, on hover. */
  readonly title?: (row: Row) => string | undefined;
  readonly cell: (row: Row) => ReactNode;
}

interface DataTableProps<Row> {
  /** Read by screen readers; the place shows it already. */
  readonly caption: string;
  readonly columns: readonly DataColumn<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  /** As the address carries it: `-cost` is largest first; undefined keeps the order the rows came in. */
  readonly sort: string | undefined;
  readonly onSort: (sort: string | undefined) => void;
  /** Marks a row: open, chosen. */
  readonly rowClass?: (row: Row) => string;
  /** Under the rows: sums. */
  readonly foot?: ReactNode;
}

const features = tableFeatures({ rowSortingFeature, sortedRowModel: createSortedRowModel() });

const widthClass = ({ isWideOnly = false }: { readonly isWideOnly?: boolean }): string | false =>
  isWideOnly && "max-sm:hidden";

const SortHead = <Row,>({
  column,
  sort,
  onSort,
}: Pick<DataTableProps<Row>, "sort" | "onSort"> & {
  readonly column: DataColumn<Row>;
}): ReactElement => {
  const { t } = useLocale();
  const sorted = readSort(sort);
  const isSorted = sorted?.id === column.id;
  const direction = sorted?.desc === true ? "descending" : "ascending";
  return (
    <HeadCell
      aria-sort={isSorted ? direction : "none"}
      className={classNames(widthClass(column))}
      isNumber={column.isNumber ?? false}
      title={column.hint}
    >
      <button
        className="inline-flex items-center gap-1 hover:text-ink"
        onClick={() => {
          onSort(nextSort(sort, column.id, column.isNumber ?? false));
        }}
        title={column.hint ?? t.table.sort}
        type="button"
      >
        {column.head}
        {isSorted ? <Icon name={sorted.desc ? "down" : "up"} /> : null}
      </button>
    </HeadCell>
  );
};

interface SortableRow<Row> {
  readonly row: Row;
  /** What each column sorts it by. The table keeps what it has read of a row: new values need a new row. */
  readonly values: ReadonlyMap<string, SortValue>;
}

const useSortedRows = <Row,>({
  columns,
  rows,
  sort,
}: Pick<DataTableProps<Row>, "columns" | "rows" | "sort">): readonly Row[] => {
  const data = useMemo(
    () =>
      rows.map((row) => ({
        row,
        values: new Map(columns.map(({ id, sortBy }) => [id, sortBy?.(row) ?? null])),
      })),
    [columns, rows],
  );
  const defs = useMemo(() => {
    const helper = createColumnHelper<typeof features, SortableRow<Row>>();
    return helper.columns(
      columns.map(({ id, sortBy }) =>
        helper.accessor(({ values }) => values.get(id) ?? null, {
          id,
          enableSorting: sortBy !== undefined,
          sortFn: (left, right, columnId) =>
            compareSortValues(left.getValue(columnId), right.getValue(columnId)),
        }),
      ),
    );
  }, [columns]);
  const sorted = readSort(sort);
  const table = useTable({
    features,
    columns: defs,
    data,
    state: { sorting: sorted === null ? [] : [sorted] },
  });
  return table.getRowModel().rows.map(({ original }) => original.row);
};

/** A dense table that sorts by a click on a column's name; how it is sorted belongs into the address. */
export const DataTable = <Row,>(props: DataTableProps<Row>): ReactElement => {
  const { caption, columns, rowKey, sort, onSort, rowClass, foot } = props;
  const rows = useSortedRows(props);
  const head = columns.map((column) =>
    column.sortBy === undefined ? (
      <HeadCell
        className={classNames(widthClass(column))}
        isNumber={column.isNumber ?? false}
        key={column.id}
        title={column.hint}
      >
        {column.head}
      </HeadCell>
    ) : (
      <SortHead column={column} key={column.id} onSort={onSort} sort={sort} />
    ),
  );
  return (
    <Table caption={caption} foot={foot} head={head}>
      {rows.map((row) => (
        <tr className={rowClass?.(row)} key={rowKey(row)}>
          {columns.map((column) => (
            <Cell
              className={classNames(column.className, widthClass(column))}
              isNumber={column.isNumber ?? false}
              key={column.id}
              title={column.title?.(row)}
            >
              {column.cell(row)}
            </Cell>
          ))}
        </tr>
      ))}
    </Table>
  );
};
