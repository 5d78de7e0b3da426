// The decoded picture on screen, with its neighbours decoded ahead. The cache itself is canvas/pictureCache.ts.
import { useCallback, useEffect, useLayoutEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { ImageSummary } from '../../common/annotation/types.ts';
import type { Picture } from '../canvas/props.ts';
import { PictureCache } from '../canvas/pictureCache.ts';
import { useDesk, useFields } from '../state/useDesk.ts';

/** Places in the shown list, from the current one, that are decoded ahead: who goes on goes on, mostly. */
const ahead = [1, 2, -1, 3];

export interface ShownPicture {
  readonly picture: Picture;
  /** Reads the file again. */
  readonly retry: () => void;
}

export function usePicture(image: ImageSummary): ShownPicture {
  const { images } = useDesk();
  const { shown, versions } = useFields(images.store, 'shown', 'versions');
  const seen = useRef(versions);
  const [cache] = useState(() => new PictureCache());
  const { id, width, height } = image;

  const show = useCallback(() => {
    const { images: all } = images.store.getState();
    const place = shown.findIndex((index) => all[index]?.id === id);
    const neighbours = ahead
      .flatMap((step) => all[shown[place + step] ?? -1] ?? [])
      .filter(({ problem }) => problem === undefined);
    cache.show({ id, width, height }, place < 0 ? [] : neighbours);
  }, [cache, images, shown, id, width, height]);

  useLayoutEffect(() => {
    for (const [changed, version] of versions) if (seen.current.get(changed) !== version) cache.forget(changed);
    seen.current = versions;
    show();
  }, [cache, show, versions]);
  useEffect(() => () => cache.dispose(), [cache]);
  const picture = useSyncExternalStore(cache.subscribe, () => cache.picture(id));
  const retry = useCallback(() => {
    cache.forget(id);
    show();
  }, [cache, id, show]);
  return { picture, retry };
}
