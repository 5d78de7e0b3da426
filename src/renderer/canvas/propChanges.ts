// Which of the canvas's props changed, as far as it has to read or paint something again. Knows nothing of how.
import type { AnnotationCanvasProps } from './props.ts';

export interface PropChanges {
  /** Which boxes are shown has to be read again. */
  readonly boxes: boolean;
  readonly base: boolean;
  readonly overlay: boolean;
}

type Names = readonly (keyof AnnotationCanvasProps)[];

const ofBoxes: Names = ['annotations', 'scores', 'showRejected', 'hidden', 'marks'];
const ofBase: Names = ['picture', 'selection', 'categories', 'boxColours', 'access', 'theme', 'rulers', 'minimap'];
const ofOverlay: Names = [
  'tool',
  'drawing',
  'activeCategory',
  'crosshair',
  'snapToBoxes',
  'magnification',
  'asking',
  'comparison',
];

export function changesOf(before: AnnotationCanvasProps, next: AnnotationCanvasProps): PropChanges {
  const some = (names: Names): boolean => names.some((name) => before[name] !== next[name]);
  const boxes = some(ofBoxes);
  const base = boxes || some(ofBase);
  return { boxes, base, overlay: base || some(ofOverlay) };
}
