// Tells the window whose boxes changed: of a few pictures what they are now, of very many that the list is to be read again.
import type { BoxChanger } from '../common/records.ts';
import type { ImageId } from '../common/annotation/types.ts';
import type { Database } from './database/driver.ts';
import { countImages, imageSummaries } from './database/images.ts';
import type { Workspace } from './workspace.ts';

/** Reading so many one by one takes main some tens of milliseconds. */
const mostOneByOne = 2000;

export function tellChanged(
  workspace: Pick<Workspace, 'tell'>,
  database: Database,
  images: readonly ImageId[],
  by: BoxChanger,
): void {
  if (images.length === 0) return;
  tellPictures(workspace, database, images);
  workspace.tell('annotations/changed', { images, by });
}

/** That what the list says of these pictures changed, though none of their boxes. */
export function tellPictures(workspace: Pick<Workspace, 'tell'>, database: Database, images: readonly ImageId[]): void {
  if (images.length === 0) return;
  if (images.length > mostOneByOne) workspace.tell('images/listed', { count: countImages(database) });
  else workspace.tell('images/changed', { images: imageSummaries(database, images) });
}
