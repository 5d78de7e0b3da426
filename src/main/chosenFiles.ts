// The files that were chosen in a dialog, by tokens: the window never learns a path, and can name no file that nobody chose.
import { randomUUID } from 'node:crypto';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { t } from '../common/messages/t.ts';
import type { ChosenModelFile } from '../common/modelRecords.ts';
import { fail } from '../common/result.ts';
import { proposedName } from './project/models.ts';

/** The newest; older tokens are forgotten. */
const kept = 32;

export interface ChosenFiles {
  /** Fails when the file is not there (any more). */
  add(location: string): Promise<ChosenModelFile>;
  /** The path behind a token. Fails with kind `not-found`. */
  find(token: string): string;
}

export function chosenFiles(): ChosenFiles {
  const locations = new Map<string, string>();
  return {
    async add(location) {
      const name = path.basename(location);
      const { size } = await stat(location).catch(() =>
        fail('not-found', t('There is no file {name}.', { name }), location),
      );
      const token = randomUUID();
      locations.set(token, location);
      const [oldest] = locations.keys();
      if (locations.size > kept && oldest !== undefined) locations.delete(oldest);
      return { token, name, bytes: size, proposedName: proposedName(location) };
    },
    find: (token) => locations.get(token) ?? fail('not-found', t('The file was chosen too long ago. Choose it again.')),
  };
}
