// What a project hands to the export when nobody changed anything since the import: used by the round-trip tests.
import type { Origin } from '../../../src/common/annotation/types.ts';
import type { Dataset, DatasetImage } from '../../../src/common/dataset/entries.ts';
import type { ExportAnnotation, ExportInput } from '../../../src/common/dataset/exported.ts';

const imported: Origin = { kind: 'imported' };

/** `sizeOf` stands for the picture on the disk where the file has no size. The extras go through JSON text, as in the database. */
export function exportOf(
  dataset: Dataset,
  sizeOf: (image: DatasetImage) => { width: number; height: number } = () => ({ width: 120, height: 80 }),
): ExportInput {
  const byImage = new Map<number, ExportAnnotation[]>();
  for (const { imageId, extra, ...annotation } of dataset.annotations) {
    const rows = byImage.get(imageId) ?? [];
    rows.push({ ...annotation, origin: imported, extra: JSON.parse(JSON.stringify(extra)) as typeof extra });
    byImage.set(imageId, rows);
  }
  return {
    info: dataset.info,
    licenses: dataset.licenses,
    ...(dataset.extra && { extra: dataset.extra }),
    categories: dataset.categories,
    images: dataset.images.map((image) => ({ ...image, ...(image.width === 0 && sizeOf(image)) })),
    annotationsOf: (imageId) => byImage.get(imageId) ?? [],
  };
}
