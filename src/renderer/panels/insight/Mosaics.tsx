// Some boxes of each class cut out, side by side: what a class looks like, and what does not belong to it.
import { useVirtualizer } from '@tanstack/react-virtual';
import { Grid3x3 } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { boxes as boxWords } from '../../../common/messages/counts.ts';
import { t } from '../../../common/messages/t.ts';
import type { ClassFigures, Statistics } from '../../../common/insight/statistics.ts';
import type { GridBox } from '../../../common/grid.ts';
import { openImage, whenRead } from '../../state/openImage.ts';
import type { Desk } from '../../state/desk.ts';
import { useDesk, useFields } from '../../state/useDesk.ts';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/Parts.tsx';
import { roveRow, roving } from '../../ui/rove.ts';
import { cellWords } from '../grid/cellWords.ts';
import { Crop } from '../grid/Crop.tsx';
import { openGrid } from './openGrid.ts';

/** CSS pixels. */
const side = 96;
const rowHeight = side + 48;
const restFor = 50; // milliseconds

export function Mosaics({ statistics }: { statistics: Statistics }) {
  const { grid } = useDesk();
  const { classes } = statistics;
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: classes.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 1,
    paddingStart: 8,
    paddingEnd: 8,
  });
  const shown = rows.getVirtualItems();
  const first = shown[0]?.index ?? 0;
  const last = shown.at(-1)?.index ?? -1;
  useEffect(() => {
    const boxes = classes.slice(first, last + 1).flatMap(({ samples }) => samples);
    const timer = setTimeout(() => grid.show(boxes), restFor);
    return () => clearTimeout(timer);
  }, [grid, classes, first, last]);
  if (classes.length === 0) return <EmptyState title={t('Nothing to count yet.')} />;
  return (
    <div ref={scroller} className="mosaics">
      <div {...roving} style={{ height: rows.getTotalSize(), position: 'relative' }}>
        {shown.map(({ index, start }) => {
          const figures = classes[index];
          return (
            figures && (
              <div key={index} className="mosaic" style={{ transform: `translateY(${start}px)`, height: rowHeight }}>
                <Mosaic figures={figures} />
              </div>
            )
          );
        })}
      </div>
    </div>
  );
}

function Mosaic({ figures: { category: id, boxes, samples } }: { figures: ClassFigures }) {
  const desk = useDesk();
  const { byId } = useFields(desk.categories.store, 'byId');
  const { facts } = useFields(desk.grid.store, 'facts');
  const name = byId.get(id)?.name ?? t('A deleted class');
  return (
    <section aria-label={name}>
      <header {...roveRow}>
        <span className="swatch" style={{ background: byId.get(id)?.colour }} aria-hidden />
        <h2 className="cut">{name}</h2>
        <span className="muted">{boxWords(boxes)}</span>
        <span className="grow" />
        <Button dense icon={Grid3x3} onClick={() => openGrid(desk, { from: 0 }, id)}>
          {t('All in the grid')}
        </Button>
      </header>
      <div className="mosaic-crops" {...roveRow}>
        {samples.map((box) => (
          <MosaicCrop key={box} found={facts.get(box)} />
        ))}
      </div>
    </section>
  );
}

function MosaicCrop({ found }: { found: GridBox | 'gone' | undefined }) {
  const desk = useDesk();
  const { byId } = useFields(desk.categories.store, 'byId');
  if (found === undefined || found === 'gone')
    return <span className="crop-square mosaic-crop" style={{ width: side, height: side }} />;
  const { annotation } = found;
  const image = desk.images.get(found.image);
  const category = byId.get(annotation.categoryId);
  const words = cellWords(annotation, category, image?.name ?? '');
  return (
    <button
      type="button"
      className="crop-square mosaic-crop"
      style={{ width: side, height: side }}
      aria-label={words}
      title={words}
      onClick={() => void openBox(desk, found)}
    >
      {image && (
        <Crop annotation={annotation} image={image} side={side} context={20} colour={category?.colour ?? '#888888'} />
      )}
    </button>
  );
}

async function openBox(desk: Desk, { image, annotation }: GridBox): Promise<void> {
  desk.view.setState({ page: 'label' });
  openImage(desk, image);
  if (await whenRead(desk.document, image)) desk.document.select([annotation.id]);
}
