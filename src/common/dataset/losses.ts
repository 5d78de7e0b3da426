// What a label file says that a project of boxes cannot hold: counted, so that it can be told before anything is taken.

/** The name of each is its English text. */
export type Loss =
  | 'polygons became boxes; the outlines are kept for COCO'
  | 'rotated boxes became upright boxes'
  | 'ellipses and circles became boxes'
  | 'points were left out'
  | 'lines were left out'
  | 'masks became boxes'
  | 'masks were left out'
  | 'keypoints were left out'
  | 'keypoints are not shown; they are kept for COCO'
  | 'tracks became single boxes'
  | 'labels of whole pictures were left out'
  | 'relations were left out'
  | 'texts were left out'
  | '3D boxes became flat boxes'
  | 'parts of objects were left out'
  | 'depth and position in space were left out'
  | 'video frames were left out'
  | 'scores were left out'
  | "a model's predictions were left out"
  | 'holes in polygons were left out'
  | 'other shapes were left out'
  | 'other keys were left out';

export interface LossTally {
  lose(what: Loss, count?: number): void;
  /** In the order in which they were met first. */
  losses(): readonly { readonly what: Loss; readonly count: number }[];
}

export function lossTally(): LossTally {
  const counts = new Map<Loss, number>();
  return {
    lose(what, count = 1) {
      if (count > 0) counts.set(what, (counts.get(what) ?? 0) + count);
    },
    losses: () => [...counts].map(([what, count]) => ({ what, count })),
  };
}
