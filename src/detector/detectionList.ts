// Detections as the protocol has them.
import type { Detections } from '../common/fcos/detect.ts';
import type { Detection } from '../common/protocol.ts';

/** Best first, as they are. */
export function detectionList({ boxes, labels, scores }: Detections): Detection[] {
  return Array.from(scores, (score, index) => {
    const at = index * 4;
    const box = { x1: boxes[at] ?? 0, y1: boxes[at + 1] ?? 0, x2: boxes[at + 2] ?? 0, y2: boxes[at + 3] ?? 0 };
    return { box, label: labels[index] ?? 0, score };
  });
}
