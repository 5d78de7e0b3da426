// What the canvas shows of a question to the detector, and what it asks and tells about one. Types only.
import type { AnnotationId, CategoryId } from '../../common/annotation/types.ts';
import type { Box } from '../../common/geometry/box.ts';
import type { ImagePoint } from '../../common/geometry/viewport.ts';

/** `words` stand beside it; without them there is nothing to say. */
export type ShownAnswer =
  | { readonly kind: 'asking'; readonly at: ImagePoint; readonly words?: string }
  | {
      readonly kind: 'offered';
      readonly box: Box;
      /** Class and score. */
      readonly chip: string;
      /** Absent: the project has no such class yet. */
      readonly categoryId?: CategoryId;
      readonly words: string;
    }
  | { readonly kind: 'refused'; readonly at: ImagePoint; readonly words: string }
  /** A drawn box took these edges. */
  | { readonly kind: 'snapped'; readonly box: Box; readonly words: string };

/** For the best box at a point: of any class, or of the one that is drawn with. */
export interface PointQuestion {
  readonly at: ImagePoint;
  readonly classes: 'all' | 'active';
}

/** `exact`: its edges stay as they were drawn. */
export interface DrawnBox {
  readonly id: AnnotationId;
  readonly edges: 'loose' | 'exact';
}
