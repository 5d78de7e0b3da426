// The COCO file that a command has written, read back.
import { checkCocoDocument } from '../common/coco/checkCoco.ts';
import { fail } from '../common/result.ts';
import { readJsonFile } from './readInput.ts';

/** Reads a written COCO instances file and holds it against every rule that its other readers have. */
export async function checkCocoFile(file: string): Promise<void> {
  const broken = checkCocoDocument(await readJsonFile(file))[0];
  if (broken !== undefined)
    fail('unexpected', `The file would break a rule of COCO: ${broken.place} ${broken.message}.`);
}
