// What the export dialog is filled in with, remembered while the project is open, and the wish that it comes to.
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { CategoryId } from '../../common/annotation/types.ts';
import type { CocoExportWish, CountWish, FolderExportWish } from '../../common/exportWish.ts';
import type { FormatId } from '../../common/formats/format.ts';
import { profiles, type ProfileId } from '../../common/formats/profiles.ts';

/** A COCO file, a folder for a reader, or a folder of a format. */
export type ExportAim =
  | { readonly kind: 'file' }
  | { readonly kind: 'profile'; readonly profile: ProfileId }
  | { readonly kind: 'format'; readonly format: FormatId };

export interface ExportForm {
  readonly aim: ExportAim;
  /** Of which snapshot; undefined: of the project as it is. */
  readonly snapshot: number | undefined;
  readonly pictures: 'all' | 'done' | 'reviewed';
  readonly classes: 'all' | readonly CategoryId[];
  readonly people: 'written' | 'left-out';
  readonly segmentation: 'empty' | 'box-polygon';
  readonly pictureFiles: FolderExportWish['pictureFiles'];
  readonly upright: FolderExportWish['upright'];
  readonly split: 'none' | 'keep' | 'random';
  readonly shares: { readonly train: number; readonly val: number; readonly test: number };
  readonly seed: number;
  readonly stratify: 'by-class' | 'no';
  readonly group: 'none' | 'folder' | 'twins';
}

export type ExportFormStore = StoreApi<ExportForm>;

export const usualForm: ExportForm = {
  aim: { kind: 'file' },
  snapshot: undefined,
  pictures: 'all',
  classes: 'all',
  people: 'left-out',
  segmentation: 'empty',
  pictureFiles: 'copy',
  upright: 'as-they-are',
  split: 'keep',
  shares: { train: 80, val: 10, test: 10 },
  seed: 1,
  stratify: 'by-class',
  group: 'none',
};

export function createExportForm(): ExportFormStore {
  return createStore<ExportForm>(() => usualForm);
}

/** undefined: a COCO file is wished for. */
export function formatOf(aim: ExportAim): FormatId | undefined {
  if (aim.kind === 'file') return undefined;
  return aim.kind === 'profile' ? profiles[aim.profile].format : aim.format;
}

/** Masks and people have a place in COCO only, and a profile says itself what stands for a mask. */
export function fieldsOf(aim: ExportAim): { readonly segmentation: boolean; readonly people: boolean } {
  const isCoco = aim.kind === 'file' || formatOf(aim) === 'coco';
  return { segmentation: isCoco && aim.kind !== 'profile', people: isCoco };
}

/** Of one COCO file. */
export function fileWish(form: ExportForm): CocoExportWish {
  const fields = fieldsOf(form.aim);
  return {
    pictures: form.pictures,
    ...(form.classes !== 'all' && { classes: form.classes }),
    segmentation: fields.segmentation ? form.segmentation : 'empty',
    people: fields.people ? form.people : 'left-out',
    ...(form.snapshot !== undefined && { snapshot: form.snapshot }),
  };
}

/** undefined: a COCO file is wished for. */
export function folderWish(form: ExportForm): FolderExportWish | undefined {
  const { aim, pictureFiles, upright, split, shares, seed, stratify, group } = form;
  const format = formatOf(aim);
  if (format === undefined) return undefined;
  return {
    format,
    ...(aim.kind === 'profile' && { profile: aim.profile }),
    ...fileWish(form),
    pictureFiles,
    upright: pictureFiles === 'leave' ? 'as-they-are' : upright,
    split: split === 'random' ? { kind: 'random', shares, seed, stratify, group } : { kind: split },
  };
}

export function countWish(form: ExportForm): CountWish {
  const { pictures, classes, snapshot } = fileWish(form);
  const { format = 'coco', split = { kind: 'none' } as const } = folderWish(form) ?? {};
  return {
    format,
    pictures,
    split,
    ...(classes !== undefined && { classes }),
    ...(snapshot !== undefined && { snapshot }),
  };
}
