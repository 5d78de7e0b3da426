// A thread that prepares pictures: plain JPEG files, which are most of them, and tiles of pictures that are decoded already. What needs
// libvips is left to the process's main thread, so that no thread holds a second copy of it.
import type { PictureInput } from '../common/foreign/input.ts';
import { answerQuestions } from './askedThread.ts';
import { preparePlain } from './preprocess.ts';
import type { Prepared } from './preprocess.ts';
import { leaveSharpOut } from './sharpModule.ts';
import { prepareTile } from './tiles/prepareTile.ts';
import type { TileView } from './tiles/prepareTile.ts';

export type ReadingQuestion = {
  /** Of an image that ran, to be written over. */
  readonly spare?: ArrayBuffer | undefined;
} & (
  | { readonly kind: 'picture'; readonly path: string; readonly pixelLimit: number; readonly input: PictureInput }
  | { readonly kind: 'tile'; readonly view: TileView; readonly input: PictureInput }
);

/** Undefined: not here; who asked prepares it and learns what is wrong with it, if anything is. */
export type ReadingAnswer = Prepared | undefined;

/** Serves until its starter ends the thread. */
export function serveReadingThread(): void {
  leaveSharpOut();
  answerQuestions<ReadingQuestion, ReadingAnswer>(async (question) => {
    const prepared = await answerTo(question).catch(() => undefined);
    return { answer: prepared, moved: prepared === undefined ? [] : [prepared.image.buffer] };
  });
}

function answerTo(question: ReadingQuestion): Promise<Prepared | undefined> {
  if (question.kind === 'tile') return prepareTile(question.view, question.input, question.spare);
  return preparePlain(question.path, question.pixelLimit, question.input, question.spare);
}
