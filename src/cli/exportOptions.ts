// What `boxwright export` can be told, and what of it cannot go together.
import { InvalidArgumentError, Option, type Command } from 'commander';
import { profileIds, profiles, type ProfileId } from '../common/formats/profiles.ts';
import type { FormatId } from '../common/formats/format.ts';
import { writtenFormats } from '../common/formats/writers.ts';
import type { PictureChoice } from '../common/annotation/verdicts.ts';
import type { Shares } from '../common/dataset/split.ts';

export interface ExportOptions {
  readonly out: string;
  readonly pictures: PictureChoice;
  readonly people?: true;
  readonly segmentation: 'empty' | 'box-polygon';
  readonly format?: FormatId;
  readonly profile?: ProfileId;
  readonly picturesFiles?: 'copy' | 'link' | 'leave';
  readonly upright?: true;
  readonly split?: 'keep' | 'random' | 'none';
  readonly shares: Shares;
  readonly seed: number;
  readonly group: 'none' | 'folder' | 'twins';
  readonly stratify: boolean;
  readonly classes?: readonly string[];
  readonly dryRun?: true;
  readonly json?: true;
}

export function addExportOptions(command: Command): Command {
  return command
    .requiredOption(
      '--out <file|folder>',
      'the COCO file to write; with --format, --profile, --pictures-files or --split a folder',
    )
    .addOption(
      new Option('--pictures <which>', 'which pictures')
        .choices(['all', 'labelled', 'done', 'reviewed'])
        .default('all'),
    )
    .addOption(new Option('--classes <names>', 'only these classes, with commas between').argParser(listOf))
    .addOption(
      new Option('--segmentation <kind>', 'what stands for a mask').choices(['empty', 'box-polygon']).default('empty'),
    )
    .option('--people', 'write who made and changed boxes, and who said what of pictures')
    .addOption(new Option('--format <format>', 'the format of the folder').choices([...writtenFormats]))
    .addOption(
      new Option('--profile <reader>', 'a folder for this reader, with what makes it read it').choices([...profileIds]),
    )
    .addOption(
      new Option('--pictures-files <way>', 'bring the pictures beside the labels, or leave them').choices([
        'copy',
        'link',
        'leave',
      ]),
    )
    .option('--upright', 'turn pictures that EXIF turns, as PNG copies')
    .addOption(
      new Option('--split <how>', "train, val and test: the project's, drawn anew, or none").choices([
        'keep',
        'random',
        'none',
      ]),
    )
    .addOption(
      new Option('--shares <train,val,test>', 'of a drawn split')
        .argParser(shares)
        .default({ train: 80, val: 10, test: 10 }, '80,10,10'),
    )
    .addOption(
      new Option('--seed <number>', 'of a drawn split; the same seed draws the same').argParser(wholeNumber).default(1),
    )
    .addOption(
      new Option('--group <what>', 'what a drawn split never parts')
        .choices(['none', 'folder', 'twins'])
        .default('none'),
    )
    .option('--no-stratify', 'draw without a look at the classes')
    .option('--dry-run', 'say what would be written, left out and lost, and write nothing');
}

/** What cannot go together, in words. */
export function exportMisuse(options: ExportOptions): string | undefined {
  if (
    options.format !== undefined &&
    options.profile !== undefined &&
    profiles[options.profile].format !== options.format
  )
    return `error: the profile ${options.profile} is written as ${profiles[options.profile].format}`;
  if (options.upright === true && (options.picturesFiles ?? 'leave') === 'leave')
    return 'error: --upright goes with --pictures-files copy or link';
  if (options.profile !== undefined && options.segmentation !== 'empty')
    return 'error: a profile says itself what stands for a mask';
  return undefined;
}

/** True when the options ask for a folder, not for one COCO file. */
export function asksForFolder({ format, profile, picturesFiles, split }: ExportOptions): boolean {
  return format !== undefined || profile !== undefined || picturesFiles !== undefined || split !== undefined;
}

function listOf(text: string): string[] {
  return text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

function shares(text: string): Shares {
  const numbers = text.split(',').map(Number);
  const [train = Number.NaN, val = 0, test = 0] = numbers;
  const isRight =
    numbers.length <= 3 && [train, val, test].every((share) => share >= 0 && share < 1e9) && train + val + test > 0;
  if (!isRight) throw new InvalidArgumentError('Give numbers like 80,10,10.');
  return { train, val, test };
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isSafeInteger(value)) throw new InvalidArgumentError('Give a whole number.');
  return value;
}
