// Runs a model over picture files and gathers what it found. Knows no format and no project.
import type { ProblemEntry } from '../common/records.ts';
import { defaultPixelLimit } from '../common/protocol.ts';
import type { Detection, ModelFiles, PictureDetections, PictureFile } from '../common/protocol.ts';
import { FailureError } from '../common/result.ts';
import { watchServer } from '../main/project/serverWatch.ts';
import type { TileWish } from '../common/tiles/choose.ts';
import { tileWords } from '../common/words.ts';
import type { Session } from './session.ts';
import { progressBar } from './terminal.ts';

export interface NamedPicture extends PictureFile {
  /** As written into files: "/" between folders. */
  readonly name: string;
}

export interface FoundPicture {
  readonly picture: NamedPicture;
  /** Upright pixels. */
  readonly width: number;
  readonly height: number;
  readonly detections: readonly Detection[];
  /** How many parts of it the model was shown, when it was not the whole alone. */
  readonly tiles?: number;
}

export interface FoundAll {
  /** Pictures that could be read, in the order asked. */
  readonly pictures: readonly FoundPicture[];
  readonly problems: readonly ProblemEntry[];
  /** What computed: a provider, or several of a batch's workers. */
  readonly provider: string;
  readonly seconds: number;
}

/** Detections over `scoreThreshold`. A picture that cannot be read is a problem; a model that cannot run, or Ctrl-C, a failure. */
export async function detectAll(
  session: Session,
  model: ModelFiles,
  pictures: readonly NamedPicture[],
  scoreThreshold: number,
  tiles?: TileWish,
): Promise<FoundAll> {
  const items = new Map<number, PictureDetections>();
  const bar = progressBar('Pre-labelling');
  const start = performance.now();
  const server = watchServer(model, session.signal);
  const reply = await session.lane('detector').call(
    'detect',
    {
      model,
      pictures: pictures.map(({ id, path }) => ({ id, path })),
      scoreThreshold,
      pixelLimit: defaultPixelLimit,
      priority: 'background',
      ...(tiles !== undefined && { tiles }),
    },
    {
      signal: server.signal,
      onItem: (item) => {
        server.see(item);
        items.set(item.id, item);
        bar.update(items.size, pictures.length);
      },
      onTiles: ({ done, total }) => bar.update(items.size, pictures.length, tileWords(done, total)),
    },
  );
  bar.end();
  server.check();
  if (!reply.ok) throw new FailureError(reply.failure);
  const problems: ProblemEntry[] = (reply.value.warnings ?? []).map((message) => {
    return { where: model.id, message, severity: 'warning' };
  });
  const found = pictures.flatMap((picture): FoundPicture[] => {
    const item = items.get(picture.id);
    if (item?.result.ok === true)
      return [
        {
          picture,
          width: item.width,
          height: item.height,
          detections: item.result.value,
          ...(item.tiles !== undefined && { tiles: item.tiles }),
        },
      ];
    const message =
      item === undefined ? 'The detector gave no answer.' : item.result.ok ? '' : item.result.failure.message;
    problems.push({ where: picture.name, message, severity: 'error' });
    return [];
  });
  return { pictures: found, problems, provider: reply.value.provider, seconds: (performance.now() - start) / 1000 };
}
