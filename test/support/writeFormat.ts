// Runs a format's writer to the end, for tests: everything written, as text and as a Source.
import type { DatasetExportReport, ExportInput } from '../../src/common/dataset/exported.ts';
import { exportTally } from '../../src/common/dataset/exportTally.ts';
import type { FormatWriter, Source } from '../../src/common/formats/format.ts';
import { memorySource } from './memorySource.ts';

/** What a writer gives, as text by path, and what it counted. */
export function writeFormat(
  writer: FormatWriter,
  input: ExportInput,
): { readonly files: Readonly<Record<string, string>>; readonly report: DatasetExportReport } {
  const tally = exportTally();
  const files: Record<string, string> = {};
  for (const { path, pieces } of writer.files(input, tally)) {
    if (Object.hasOwn(files, path)) throw new Error(`${path} is written twice`);
    files[path] = [...pieces].join('');
  }
  return { files, report: tally.report() };
}

/** What was written as a source, with an empty file where each picture lies. */
export function writtenSource(writer: FormatWriter, input: ExportInput): Source {
  const pictures = input.images.map((image) => [writer.picturePath(image), new Uint8Array()] as const);
  return memorySource({ ...Object.fromEntries(pictures), ...writeFormat(writer, input).files });
}
