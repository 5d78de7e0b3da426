// Reads the bytes of pictures that were listed before the program knew pictures again by them. In the background, a few at a time.
import path from 'node:path';
import type { ProbedPicture } from '../../common/pictureFacts.ts';
import { setContent, withoutContent } from '../database/movedImages.ts';
import { ask, type DetectorCaller } from './detectorCaller.ts';
import { listFolders, type Project } from './project.ts';

/** Few, because the pictures lane draws what the window shows too. */
const batchSize = 16;

/** As detector/content.ts: larger ones have no content, so they would be asked for again and again. */
const largest = 64 << 20;

/** Ends early, without a failure, on the signal or when the pictures lane does not answer; the next time goes on. */
export async function fillContents(
  project: Project,
  pictures: DetectorCaller,
  options: { readonly pixelLimit: number; readonly signal: AbortSignal },
): Promise<void> {
  const { database } = project;
  const present = listFolders(project).filter(({ missing }) => !missing);
  const locations = new Map(present.map(({ id, location }) => [id, location]));
  for (let after = 0; !options.signal.aborted;) {
    const rows = withoutContent(database, [...locations.keys()], { after, most: batchSize, largest });
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.id;
    const contents: (readonly [number, string])[] = [];
    const onItem = ({ id, result }: ProbedPicture): void => {
      if (result.ok && result.value.content !== undefined) contents.push([id, result.value.content]);
    };
    const files = rows.map(({ id, folder, name }) => ({ id, path: path.join(locations.get(folder) ?? '', name) }));
    const { pixelLimit, signal } = options;
    const isRead = await ask(pictures, 'probe', { files, pixelLimit }, { onItem, signal }).then(
      () => true,
      () => false,
    );
    if (!isRead || signal.aborted) return;
    database.unsyncedTransaction(() => {
      for (const [id, content] of contents) setContent(database, id, content);
    });
  }
}
