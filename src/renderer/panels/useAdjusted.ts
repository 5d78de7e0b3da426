// The picture on screen as it is to be shown, and what its pixels are worth. The adjuster itself is canvas/adjust.
import { useCallback, useEffect, useLayoutEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type { ImageId } from '../../common/annotation/types.ts';
import { t } from '../../common/messages/t.ts';
import { FailureError } from '../../common/result.ts';
import { PictureAdjuster } from '../canvas/adjust/adjuster.ts';
import { fetchPicture } from '../canvas/pictureCache.ts';
import { PixelReader } from '../canvas/pixelReader.ts';
import type { Picture, PointedAt } from '../canvas/props.ts';
import type { Desk } from '../state/desk.ts';
import { useDesk, useFields } from '../state/useDesk.ts';

export interface AdjustedPicture {
  readonly picture: Picture;
  /** For the status line: where the pointer is, image pixels, and the colour there. */
  readonly onPointer: (point: PointedAt | undefined) => void;
}

export function useAdjusted(image: ImageId, picture: Picture): AdjustedPicture {
  const desk = useDesk();
  const { adjustments, lookOpen } = useFields(desk.view, 'adjustments', 'lookOpen');
  const [adjuster] = useState(() => createAdjuster(desk));
  const [reader] = useState(() => new PixelReader());
  useLayoutEffect(
    () => adjuster.show({ image, picture, adjustments, histogram: lookOpen ? 'shown' : 'not' }),
    [adjuster, image, picture, adjustments, lookOpen],
  );
  useEffect(() => () => adjuster.dispose(), [adjuster]);
  const shown = useSyncExternalStore(
    adjuster.subscribe,
    useCallback(() => adjuster.shown(picture), [adjuster, picture]),
  );
  const onPointer = useMemo(() => pointerListener(desk, adjuster, reader, picture), [desk, adjuster, reader, picture]);
  return { picture: shown, onPointer };
}

function pointerListener(
  desk: Desk,
  adjuster: PictureAdjuster,
  reader: PixelReader,
  picture: Picture,
): AdjustedPicture['onPointer'] {
  return (pointer) => {
    const bitmap = 'bitmap' in picture ? picture.bitmap : undefined;
    const colour = pointer && bitmap && reader.read(bitmap, pointer.x, pointer.y);
    if (!pointer || !colour) return desk.hand.setState({ pointer, pixel: undefined });
    const [red, green, blue] = colour;
    // The numbers of the pixel before stay for the blink until these are there.
    const { pixel } = desk.hand.getState();
    desk.hand.setState({ pointer, pixel: { red, green, blue, samples: pixel?.samples ?? [] } });
    void adjuster.valueAt(Math.floor(pointer.x), Math.floor(pointer.y)).then((samples) => {
      const now = desk.hand.getState();
      if (now.pointer === pointer && now.pixel) desk.hand.setState({ pixel: { ...now.pixel, samples } });
    });
  };
}

function createAdjuster(desk: Desk): PictureAdjuster {
  return new PictureAdjuster({
    work: () => new Worker(new URL('../canvas/adjust/worker.ts', import.meta.url), { type: 'module' }),
    copy: (bitmap) => createImageBitmap(bitmap),
    async samples(image, signal) {
      try {
        return await (await fetchPicture(image, 'samples', signal)).arrayBuffer();
      } catch (caught) {
        // It has 8 bits a channel.
        if (caught instanceof FailureError && caught.failure.kind === 'invalid') return undefined;
        throw caught;
      }
    },
    onDepth: (image, depth) => {
      if (desk.images.store.getState().current === image) desk.view.setState({ depth });
    },
    onFailed: () =>
      desk.notices.say(
        t('There is not enough memory to show this picture with other light or contrast. It is shown as it is.'),
        { tone: 'warn' },
      ),
  });
}
