// Detections as the protocol has them.
import type { Detections } from '../common/fcos/detect.ts';
import type { Detection } from '../common/protocol.ts';

/** Image pixels, best first. */
export function detectionList(found: Detections | undefined): Detection[] {
  if (found === undefined) return [];
  return Array.from(found.scores, (score, index) => {
    const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = found.boxes.subarray(index * 4, index * 4 + 4);
    return { box: { x1, y1, x2, y2 }, label: found.labels[index] ?? 0, score };
  });
}
