// Answers what concerns key maps as files: one goes out, one comes in. What is in force lies in the settings.
import { readFile, stat } from 'node:fs/promises';
import type { Handlers } from '../../common/contract.ts';
import { readKeyFile, writeKeyFile } from '../../common/keys/keyMap.ts';
import { t } from '../../common/messages/t.ts';
import { fail, failureOf } from '../../common/result.ts';
import { writeOne } from '../project/wholeFile.ts';
import type { Workspace } from '../workspace.ts';
import type { Dialogs } from './dialogs.ts';

const keyFiles = () => [{ name: t('Key map'), extensions: ['json'] }];

/** Bytes; a map of every command has a hundredth of it. */
const largestFile = 1_000_000;

export function keyHandlers(workspace: Workspace, dialogs: Dialogs): Pick<Handlers, 'keys/export' | 'keys/import'> {
  return {
    'keys/export': async () => {
      const location = await dialogs.save(t('Export keys'), 'boxwright-keys.json', keyFiles());
      if (location === undefined) return null;
      const text = writeKeyFile(workspace.settings.keys);
      await writeOne(location, text);
      return { location };
    },
    'keys/import': async () => {
      const file = await dialogs.file(t('Import keys'), keyFiles());
      if (file === undefined) return null;
      const map = readKeyFile(await textOf(file));
      return (
        map ??
        fail('invalid', t('{file} is no key map of Boxwright. Export one to see how they are written.', { file }))
      );
    },
  };
}

async function textOf(file: string): Promise<string> {
  try {
    if ((await stat(file)).size > largestFile)
      fail('too-large', t('{file} is over 1 MB, which no key map is.', { file }));
    return await readFile(file, 'utf8');
  } catch (caught) {
    const { kind, message } = failureOf(caught);
    if (kind !== 'unexpected') throw caught;
    return fail(
      'unreadable',
      t('{file} could not be read. Check that it is there and may be read.', { file }),
      message,
    );
  }
}
