// The file that a command is asked to write: its place looked at before the work, the file read back after it.
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { checkCocoDocument } from '../common/coco/checkCoco.ts';
import { fail } from '../common/result.ts';
import { hasPictureBytes } from '../main/project/pictureNames.ts';
import { readJsonFile } from './readInput.ts';

/** Fails early, before hours of work, when the place cannot take a file of that name or holds a picture. */
export async function checkOutput(file: string): Promise<void> {
  const folder = path.dirname(path.resolve(file));
  const found = await stat(folder).catch(() => undefined);
  if (found?.isDirectory() !== true)
    fail('not-found', `There is no folder ${folder} to write ${path.basename(file)} into.`);
  const present = await stat(file).catch(() => undefined);
  if (present?.isDirectory() === true) fail('invalid', `${file} is a folder; give the name of a file.`);
  if (present?.isFile() === true && (await hasPictureBytes(file).catch(() => false))) {
    fail('invalid', `${file} is a picture, and pictures are never written over.`);
  }
}

/** Reads a written COCO instances file and holds it against every rule that its other readers have. */
export async function checkCocoFile(file: string): Promise<void> {
  const broken = checkCocoDocument(await readJsonFile(file))[0];
  if (broken !== undefined)
    fail('unexpected', `The file would break a rule of COCO: ${broken.place} ${broken.message}.`);
}
