// Where the recorded references and data sets lie beside the checkout, and how a test says that they are absent.
import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, it } from 'vitest';

const candidate = resolve(dirname(fileURLToPath(import.meta.url)), '../../../shared');

/** The folder with data/, reference/ and weights/; undefined where it was not handed out. */
export const sharedFolder: string | undefined = existsSync(resolve(candidate, 'reference')) ? candidate : undefined;

/** A describe that is skipped, with one clear line, where the shared folder is absent. */
export function describeWithShared(name: string, body: (shared: string) => void): void {
  if (sharedFolder === undefined) {
    console.log(`skipped: "${name}" needs the folder ../shared, which is not beside this checkout`);
    describe(name, () => {
      it.skip('needs the folder ../shared', () => undefined);
    });
    return;
  }
  const shared = sharedFolder;
  describe(name, () => {
    body(shared);
  });
}
