// The formats that can be read, and which one a source is of.
import { cocoReader } from '../coco/reader.ts';
import type { FormatReader, Source } from './format.ts';

export const readers: readonly FormatReader[] = [cocoReader];

/** The readers that recognise it, the certain ones first. */
export async function recogniseFormats(source: Source): Promise<readonly FormatReader[]> {
  const certain: FormatReader[] = [];
  const likely: FormatReader[] = [];
  for (const reader of readers) {
    const recognition = await reader.recognise(source);
    if (recognition !== undefined) (recognition === 'certain' ? certain : likely).push(reader);
  }
  return [...certain, ...likely];
}
