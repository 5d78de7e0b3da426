// The plots of the page as data: what each shows, how its values are called, and the same as a table.
import { t } from '../../../common/messages/t.ts';
import { grouped } from '../../../common/messages/counts.ts';
import type { Bar } from '../../../common/insight/bars.ts';
import { positionsAcross, positionsDown } from '../../../common/insight/bars.ts';
import type { Statistics } from '../../../common/insight/statistics.ts';
import type { Category, ImageState } from '../../../common/annotation/types.ts';
import { stateNames } from '../progress/stateNames.ts';

export interface PlotRow {
  /** Below its bar. */
  readonly label: string;
  /** Read out under the crosshair; the label where it is left out. */
  readonly words?: string;
  readonly count: number;
}

export interface PlotOfData {
  readonly id: 'classes' | 'per-picture' | 'sides' | 'aspects' | 'positions' | 'sizes' | 'splits' | 'states';
  readonly title: string;
  /** What stands below the bars, and what they count; of the table too. */
  readonly across: string;
  readonly counted: string;
  readonly rows: readonly PlotRow[];
  /** The rows are the fields of a map, from the top. */
  readonly map?: { readonly columns: number; readonly rows: number };
  /** What a written table calls its columns: files stay English. */
  readonly csv: readonly [string, string];
}

const decimals = (value: number) =>
  value >= 100 ? grouped(Math.round(value)) : value >= 10 ? value.toFixed(0) : String(Number(value.toPrecision(2)));

const span = ({ from, to }: Bar) => t('{from} to {to}', { from: decimals(from), to: decimals(to) });

export const stateOrder: readonly ImageState[] = ['new', 'proposed', 'in-work', 'returned', 'done', 'reviewed'];

/** In the order in which they stand on the page. */
export function plotsOf(statistics: Statistics, categories: ReadonlyMap<number, Category>): readonly PlotOfData[] {
  const [boxes, pictures] = [t('Boxes'), t('Pictures')];
  return [
    {
      id: 'classes',
      title: t('Classes'),
      across: t('Class'),
      counted: boxes,
      csv: ['class', 'boxes'],
      rows: statistics.classes.map(({ category, boxes: count, pictures: on }) => {
        const label = categories.get(category)?.name ?? t('A deleted class');
        return {
          label,
          count,
          words: t('{name}, on {pictures, plural, one {# picture} other {# pictures}}', { name: label, pictures: on }),
        };
      }),
    },
    {
      id: 'per-picture',
      title: t('Boxes a picture'),
      across: boxes,
      counted: pictures,
      csv: ['boxes', 'pictures'],
      rows: statistics.perPicture.map(({ from, to, count }) => ({
        label: from === to ? grouped(from) : `${grouped(from)}–${grouped(to)}`,
        count,
      })),
    },
    {
      id: 'sides',
      title: t('Sizes of boxes'),
      across: t('Square root of the area, px'),
      counted: boxes,
      csv: ['square root of area from, px', 'boxes'],
      rows: statistics.sides.map((bar) => ({ label: decimals(bar.from), words: `${span(bar)} px`, count: bar.count })),
    },
    {
      id: 'aspects',
      title: t('Shapes of boxes'),
      across: t('Width over height'),
      counted: boxes,
      csv: ['width / height from', 'boxes'],
      rows: statistics.aspects.map((bar) => ({
        label: decimals(Math.sqrt(bar.from * bar.to)),
        words: span(bar),
        count: bar.count,
      })),
    },
    positionsPlot(statistics),
    {
      id: 'sizes',
      title: t('Sizes of pictures'),
      across: t('Width × height, px'),
      counted: pictures,
      csv: ['width x height', 'pictures'],
      rows: [
        ...statistics.sizes.map(({ width, height, pictures: count }) => ({ label: `${width} × ${height}`, count })),
        ...(statistics.otherSizes.pictures > 0
          ? [
              {
                label: t('{count, plural, one {# other size} other {# other sizes}}', {
                  count: statistics.otherSizes.kinds,
                }),
                count: statistics.otherSizes.pictures,
              },
            ]
          : []),
      ],
    },
    {
      id: 'splits',
      title: t('Splits'),
      across: t('Split'),
      counted: pictures,
      csv: ['split', 'pictures'],
      rows: statistics.splits.map(({ split, pictures: count, boxes: own }) => {
        const label = split ?? t('no split');
        return {
          label,
          count,
          words: t('{name}, {boxes, plural, one {# box} other {# boxes}}', { name: label, boxes: own }),
        };
      }),
    },
    {
      id: 'states',
      title: t('Pictures by state'),
      across: t('State'),
      counted: pictures,
      csv: ['state', 'pictures'],
      rows: stateOrder.map((state) => ({ label: stateNames[state], count: statistics.states[state] })),
    },
  ];
}

/** Percents of the picture's sides. */
function positionsPlot({ positions }: Statistics): PlotOfData {
  const percent = (place: number, of: number) => Math.round((100 * place) / of);
  return {
    id: 'positions',
    title: t('Where boxes lie'),
    across: t('Middle of the box, % of the picture’s width and height'),
    counted: t('Boxes'),
    csv: ['middle: left % / top %', 'boxes'],
    map: { columns: positionsAcross, rows: positionsDown },
    rows: positions.map((count, at) => {
      const [column, row] = [at % positionsAcross, Math.floor(at / positionsAcross)];
      return {
        label: `${percent(column, positionsAcross)} / ${percent(row, positionsDown)}`,
        words: t('{left} % from the left, {top} % from the top', {
          left: percent(column + 0.5, positionsAcross),
          top: percent(row + 0.5, positionsDown),
        }),
        count,
      };
    }),
  };
}

/** Every value as a table for other programs, by RFC 4180. */
export function csvOf({ rows, csv }: PlotOfData): string {
  const cell = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return [csv, ...rows.map(({ label, count }) => [label, String(count)])]
    .map((row) => row.map(cell).join(','))
    .join('\r\n')
    .concat('\r\n');
}
