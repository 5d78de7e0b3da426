// Which file shows a picture of the open project, with its media type; for the image protocol.
import type { PictureFormat } from '../common/pictureFacts.ts';
import { imageRecord } from './database/images.ts';
import type { PictureFiles } from './imageProtocol.ts';
import type { Workspace } from './workspace.ts';

const types: Readonly<Record<PictureFormat, string>> = {
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  bmp: 'image/bmp',
  gif: 'image/gif',
  tiff: 'image/tiff',
  avif: 'image/avif',
};

export function pictureFiles(workspace: Workspace): PictureFiles {
  return {
    full: async (image) => {
      const { displayable, format } = imageRecord(workspace.project.database, image);
      const path = await workspace.cache.full(image);
      // What a window cannot show itself comes as an upright PNG copy.
      return { path, type: displayable && format !== null ? types[format] : 'image/png' };
    },
    samples: async (image) => ({ path: await workspace.cache.samples(image), type: 'application/octet-stream' }),
    thumb: async (image) => ({ path: await workspace.cache.thumbnail(image), type: 'image/webp' }),
  };
}
