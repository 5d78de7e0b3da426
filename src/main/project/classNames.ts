// Reads the class names of a model from a text file, one a line.
import { readFile, stat } from 'node:fs/promises';
import { decodeText } from '../../common/dataset/decodeText.ts';
import { t } from '../../common/messages/t.ts';
import { FailureError, fail } from '../../common/result.ts';

const largestFile = 4 * 1024 * 1024;

/** In the order of the model's outputs; empty lines at the end do not count. Fails with the file's name and the line. */
export async function readClassNames(file: string): Promise<string[]> {
  const found = await stat(file).catch(() =>
    fail('not-found', t('There is no file {file} with class names.', { file })),
  );
  if (!found.isFile()) fail('invalid', t('{file} is not a file.', { file }));
  if (found.size > largestFile) fail('too-large', t('{file} is over 4 MB, which no list of class names is.', { file }));
  const bytes = await readFile(file).catch((error: unknown) =>
    fail('unreadable', t('{file} cannot be read.', { file }), String(error)),
  );
  const text = decodeText(bytes);
  if (!text.ok) throw new FailureError({ ...text.failure, message: `${file}: ${text.failure.message}` });
  const lines = text.value
    .replace(/^\ufeff/, '')
    .trimEnd()
    .split(/\r?\n/);
  const names = lines.map((line) => line.trim());
  const empty = names.indexOf('');
  if (empty !== -1)
    fail('invalid', t('{file}: line {line} is empty; every class needs a name.', { file, line: empty + 1 }));
  return names;
}
