// Boxes that were copied, to be pasted into this or another picture. It is not the system's clipboard.
import type { Annotation } from '../../common/annotation/types.ts';

export interface Clipboard {
  read(): readonly Annotation[];
  write(boxes: readonly Annotation[]): void;
}

export function createClipboard(): Clipboard {
  let kept: readonly Annotation[] = [];
  return {
    read: () => kept,
    write(boxes) {
      kept = boxes;
    },
  };
}
