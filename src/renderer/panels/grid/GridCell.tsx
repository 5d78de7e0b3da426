// One cell of the grid: the crop, its class as a line of colour, its score, whether it is selected, and what was decided of it.
import { Check, Tag, Trash2, X } from 'lucide-react';
import { memo } from 'react';
import { t } from '../../../common/messages/t.ts';
import type { GridBox } from '../../../common/grid.ts';
import { scoreOf } from '../../state/boxes.ts';
import { useDesk, useFields } from '../../state/useDesk.ts';
import { cellWords, isDecided, sourceOf } from './cellWords.ts';
import { Crop } from './Crop.tsx';

export const cellId = (place: number) => `crop-${place}`;

/** Below the crop, so that nothing of it is covered; CSS pixels. */
export const captionHeight = 19;

/** Cells of at least this side have room for the name of the class, CSS pixels. */
const namesFrom = 112;

interface GridCellProps {
  readonly found: GridBox | 'gone' | undefined;
  readonly place: number;
  readonly column: number;
  readonly side: number;
  readonly context: number;
  readonly selected: boolean;
  readonly isCursor: boolean;
}

/** Clicks are heard by the grid, which knows the whole order. */
export const GridCell = memo(Cell);

function Cell(props: GridCellProps) {
  const { found, place, column, side, selected, isCursor } = props;
  const words = useWords(found);
  return (
    <div
      id={cellId(place)}
      role="gridcell"
      aria-colindex={column + 1}
      aria-selected={selected}
      aria-label={words}
      title={words}
      className={['crop', selected && 'selected', isCursor && 'cursor'].filter(Boolean).join(' ')}
      style={{ width: side }}
      data-place={place}
    >
      <Content {...props} />
    </div>
  );
}

function useWords(found: GridCellProps['found']): string {
  const { images, categories } = useDesk();
  const { byId } = useFields(categories.store, 'byId');
  if (found === undefined) return t('Reading');
  if (found === 'gone') return t('This box is not there any more');
  const { annotation, image } = found;
  return cellWords(annotation, byId.get(annotation.categoryId), images.get(image)?.name ?? String(image));
}

function Content({ found, side, context }: GridCellProps) {
  const { images, categories } = useDesk();
  const { byId } = useFields(categories.store, 'byId');
  const square = { width: side, height: side };
  if (found === undefined) return <div className="crop-square" style={square} />;
  if (found === 'gone') {
    return (
      <div className="crop-square" style={square}>
        <span className="crop-none">
          <Trash2 size={16} strokeWidth={1.5} aria-hidden />
        </span>
      </div>
    );
  }
  const { annotation, image } = found;
  const category = byId.get(annotation.categoryId);
  const summary = images.get(image);
  const colour = category?.colour ?? '#888888';
  const score = scoreOf(annotation);
  return (
    <>
      <div className="crop-square" style={square}>
        {summary && <Crop annotation={annotation} image={summary} side={side} context={context} colour={colour} />}
        <Decided found={found} />
      </div>
      <span className="crop-words" style={{ borderColor: colour }} aria-hidden>
        {side >= namesFrom && <span className="cut grow">{category?.name}</span>}
        {score !== undefined && <span>{score.toFixed(2)}</span>}
      </span>
    </>
  );
}

/** Only where cells that are decided stay in the grid. */
function Decided({ found: { annotation } }: { found: GridBox }) {
  const { filter } = useFields(useDesk().grid.store, 'filter');
  if (!isDecided(annotation, filter)) return null;
  const source = sourceOf(annotation);
  const isOther = filter.sources.includes(source);
  const [Icon, tone] = isOther
    ? ([Tag, 'accent'] as const)
    : source === 'human'
      ? ([Check, 'good'] as const)
      : ([X, 'bad'] as const);
  return (
    <span className={`crop-decided ${tone}`}>
      <Icon size={16} strokeWidth={2.25} aria-hidden />
    </span>
  );
}
