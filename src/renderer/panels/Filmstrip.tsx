// The neighbours of the picture on screen as a strip of thumbnails below it.
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import { t } from '../../common/messages/t.ts';
import { openImage } from '../state/openImage.ts';
import { useDesk, useFields } from '../state/useDesk.ts';
import { Thumbnail } from './PictureRow.tsx';
import { StateMark } from './imageStates.tsx';

const cellWidth = 92;

export function Filmstrip() {
  const desk = useDesk();
  const { images, shown, current } = useFields(desk.images.store, 'images', 'shown', 'current');
  const scroller = useRef<HTMLDivElement>(null);
  const cells = useVirtualizer({
    count: shown.length,
    horizontal: true,
    getScrollElement: () => scroller.current,
    estimateSize: () => cellWidth,
    overscan: 6,
  });
  const place = current === undefined ? -1 : shown.findIndex((index) => images[index]?.id === current);
  useEffect(() => {
    if (place >= 0) cells.scrollToIndex(place, { align: 'center' });
    // eslint-disable-next-line react-hooks/exhaustive-deps -- only a move of the current picture scrolls the strip
  }, [place, current]);
  return (
    <div className="filmstrip" ref={scroller} role="group" aria-label={t('Filmstrip')} data-region="filmstrip">
      <div style={{ width: cells.getTotalSize(), height: '100%', position: 'relative' }}>
        {cells.getVirtualItems().map((cell) => {
          const image = images[shown[cell.index] ?? -1];
          return (
            image && (
              <button
                key={image.id}
                type="button"
                tabIndex={-1}
                className={image.id === current ? 'frame current' : 'frame'}
                style={{ transform: `translateX(${cell.start}px)` }}
                title={image.name}
                aria-label={image.name}
                aria-pressed={image.id === current}
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => openImage(desk, image.id)}
              >
                <Thumbnail image={image} />
                <StateMark image={image} />
              </button>
            )
          );
        })}
      </div>
    </div>
  );
}
