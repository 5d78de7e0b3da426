// A thread that prepares pictures: plain JPEG files, which are most of them. What needs libvips is left to the process's main
// thread, so that no thread holds a second copy of it.
import type { PictureInput } from '../common/foreign/input.ts';
import { answerQuestions } from './askedThread.ts';
import { prepare } from './preprocess.ts';
import type { Prepared } from './preprocess.ts';
import { leaveSharpOut } from './sharpModule.ts';

export interface ReadingQuestion {
  readonly path: string;
  readonly pixelLimit: number;
  readonly input: PictureInput;
}

/** Undefined: not here; who asked prepares it and learns what is wrong with it, if anything is. */
export type ReadingAnswer = Prepared | undefined;

/** Serves until its starter ends the thread. */
export function serveReadingThread(): void {
  leaveSharpOut();
  answerQuestions<ReadingQuestion, ReadingAnswer>(async ({ path, pixelLimit, input }) => {
    const prepared = await prepare(path, pixelLimit, input).catch(() => undefined);
    return { answer: prepared, moved: prepared === undefined ? [] : [prepared.image.buffer] };
  });
}
