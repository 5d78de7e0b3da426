// Names in an export of one text for each picture: where a split goes, and that no two pictures get the same label file.
import type { ExportImage } from '../dataset/exported.ts';
import { fail } from '../result.ts';
import { pictureStemOf } from './paths.ts';

/** A split as a folder's name: what a path cannot have becomes "_". undefined where the picture is in no part. */
export function splitFolder({ split }: Pick<ExportImage, 'split'>): string | undefined {
  if (split === undefined || split.trim() === '') return undefined;
  const name = split.trim().replaceAll(/[/\\:*?"<>|\u0000-\u001f]/g, '_');
  return /^\.*$/.test(name) ? '_' : name;
}

/** Folders and names as a path, without those that are not there. */
export function pathOf(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== '').join('/');
}

export interface LabelNames {
  /**
   * The label file's path below `folder`; throws FailureError `invalid` when another picture of the export has it already
   * ("a.jpg" and "a.png").
   */
  claim(folder: string | undefined, image: ExportImage, ending: string): string;
}

export function labelNames(): LabelNames {
  const claimed = new Map<string, string>();
  return {
    claim(folder, image, ending) {
      const path = pathOf(folder, `${pictureStemOf(image.fileName)}.${ending}`);
      const other = claimed.get(path);
      if (other !== undefined) {
        fail(
          'invalid',
          `"${other}" and "${image.fileName}" would have the same label file, ${path}. Give one of them another name, or choose a format with one file for all pictures.`,
        );
      }
      claimed.set(path, image.fileName);
      return path;
    },
  };
}

/** A number as short as it reads back within half of the last decimal; never with an exponent. */
export function decimal(value: number, decimals: number): string {
  const text = value.toFixed(decimals);
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}
