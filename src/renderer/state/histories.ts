// The histories of all pictures of the project, kept as long as it is open. What they hold on to is bounded: when it is too
// much, the pictures that were left longest ago lose theirs, never the one on screen.
import { emptyHistory, weight, type History } from '../../common/annotation/history.ts';
import type { ImageId } from '../../common/annotation/types.ts';

export interface Histories {
  of(image: ImageId): History;
  /** True when steps of this picture were let go. */
  wasLetGo(image: ImageId): boolean;
  /** Keeps it; the picture is then the one that was worked on last. */
  keep(image: ImageId, history: History): void;
  forget(image: ImageId): void;
  clear(): void;
}

/** Boxes that all histories may hold on to, about 150 MB of them. One step of one box is two. */
export const usualBudget = 500_000;

export function createHistories(budget = usualBudget): Histories {
  // In the order in which they were kept last, oldest first.
  const kept = new Map<ImageId, { readonly history: History; readonly weight: number }>();
  const letGo = new Set<ImageId>();
  let total = 0;

  function forget(image: ImageId): void {
    total -= kept.get(image)?.weight ?? 0;
    kept.delete(image);
  }

  return {
    of: (image) => kept.get(image)?.history ?? emptyHistory,
    wasLetGo: (image) => letGo.has(image),
    keep(image, history) {
      forget(image);
      const own = weight(history);
      kept.set(image, { history, weight: own });
      total += own;
      for (const other of [...kept.keys()]) {
        if (total <= budget || other === image) break;
        forget(other);
        letGo.add(other);
      }
    },
    forget,
    clear() {
      kept.clear();
      letGo.clear();
      total = 0;
    },
  };
}
