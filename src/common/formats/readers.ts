// The formats that can be read, and which one a source is of.
import { cocoReader } from '../coco/reader.ts';
import type { FormatReader, Source } from './format.ts';

export const readers: readonly FormatReader[] = [cocoReader];

/** The reader that is certain, else the first to which it looks likely; undefined where no format is recognised. */
export async function recogniseFormat(source: Source): Promise<FormatReader | undefined> {
  let likely: FormatReader | undefined;
  for (const reader of readers) {
    const recognition = await reader.recognise(source);
    if (recognition === 'certain') return reader;
    if (recognition === 'likely') likely ??= reader;
  }
  return likely;
}
