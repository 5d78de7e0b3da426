// What both kinds of import end with: the model made, and said what it is.
import { cocoClasses } from '../common/coco/cocoClasses.ts';
import type { ModelImportRequest } from '../common/modelImport.ts';
import { FailureError } from '../common/result.ts';
import { readClassNames } from '../main/project/classNames.ts';
import { freeModelId } from '../main/project/models.ts';
import { isUnnamed } from './labels.ts';
import type { JsonOption } from './model.ts';
import type { Session } from './session.ts';
import { printJson, printLine, progressBar, say } from './terminal.ts';

/** Imports and says what was taken for granted, what is left over, and the new id (on stdout). */
export async function makeModel(
  session: Session,
  options: JsonOption,
  wish: Omit<ModelImportRequest, 'folder' | 'id'>,
): Promise<void> {
  const bar = progressBar('importing');
  const request = { ...wish, folder: session.models.own, id: await freeModelId(session.models, wish.name) };
  const reply = await session.lane('detector').call('importModel', request, {
    signal: session.signal,
    onItem: ({ done, total }) => bar.update(Math.round(done / 1e6), Math.round(total / 1e6)),
  });
  bar.end();
  if (!reply.ok) throw new FailureError(reply.failure);
  const { model, dialect, parameters, unexpected, assumed, classes } = reply.value;
  if (options.json === true) {
    printJson(reply.value);
    return;
  }
  for (const taken of assumed) say(`note: the file does not say it, so: ${taken}`);
  for (const unknown of unexpected.slice(0, 10)) say(`note: ${unknown} is not used by the network`);
  if (unexpected.length > 10) say(`and ${unexpected.length - 10} more names that are not used`);
  if (isUnnamed(reply.value) && cocoClasses(classes.length) !== undefined)
    say('note: as many classes as COCO has; --classes coco gives them its names');
  say(`Imported as ${model.id}: ${dialect}, ${parameters.toLocaleString('en')} parameters, ${classes.length} classes.`);
  printLine(model.id);
}

/** A file's; or COCO's, for the word alone. */
export async function classNames(given: string): Promise<readonly string[] | 'coco'> {
  return given === 'coco' ? given : readClassNames(given);
}
