// Every call of the protocol with what answers it. Wiring only.
import { availableParallelism } from 'node:os';
import type { DetectorDescription, Lane, PictureFile, ProviderAttempt } from '../common/protocol.ts';
import { failureOf } from '../common/result.ts';
import type { Result } from '../common/result.ts';
import { Asking } from './asking/asking.ts';
import { assess } from './assess.ts';
import type { CallHandlers, Context } from './calls.ts';
import { checkCancelled } from './calls.ts';
import { cutCrops } from './crops.ts';
import { DetectQueue } from './detectQueue.ts';
import { drawSample } from './drawSample.ts';
import { fingerprintFile } from './fingerprint.ts';
import { importModel } from './importModel.ts';
import { previewModel } from './foreign/preview.ts';
import { inspectModel } from './inspectModel.ts';
import { Models } from './inference.ts';
import { drawThumbnail, drawUpright, probe } from './pictures.ts';
import { availableProviders, loadRuntime } from './providers.ts';
import { Readers } from './readers.ts';
import { withServer } from './remote/open.ts';
import { describeServer, servedModel } from './remote/server.ts';
import { writeSamples } from './samples.ts';
import { loadSharp, sharpBuild } from './sharpModule.ts';
import { trainingHandlers } from './training/handlers.ts';
import { Turns } from './turns.ts';

export interface HandlerOptions {
  readonly lane: Lane;
  /** Providers that failed elsewhere on this machine. */
  readonly refused: readonly ProviderAttempt[];
  /** This program's file. */
  readonly entry: string;
}

export function callHandlers({ lane, refused, entry }: HandlerOptions): CallHandlers {
  const models = new Models(refused, entry);
  const readers = new Readers(entry);
  const queue = new DetectQueue(models, readers);
  const asking = new Asking(models, readers);
  const turns = new Turns(Math.max(2, Math.min(4, availableParallelism() - 1)));
  return {
    describe: () => describe(lane, models),
    load: (request) => models.use(request.model, request.providers, (model) => Promise.resolve(model.describe())),
    detect: (request, context) => queue.detect(request, context),
    askAt: (request) => asking.at(request),
    probe: (request, context) => eachFile(turns, request, context, probe),
    fingerprint: (request, context) => eachFile(turns, request, context, fingerprintFile),
    thumbnail: ({ path, size, output, pixelLimit }, { signal }) =>
      turns.take('interactive', async () => {
        checkCancelled(signal);
        return drawThumbnail(path, size, output, pixelLimit);
      }),
    upright: ({ path, output, pixelLimit }, { signal }) =>
      turns.take('interactive', async () => {
        checkCancelled(signal);
        return drawUpright(path, output, pixelLimit);
      }),
    samples: ({ path, output, pixelLimit }, { signal }) =>
      turns.take('interactive', async () => {
        checkCancelled(signal);
        return writeSamples(path, output, pixelLimit);
      }),
    crops: ({ path, crops, pixelLimit }, context) =>
      turns.take('interactive', async () => {
        checkCancelled(context.signal);
        return cutCrops(path, crops, pixelLimit, context);
      }),
    inspectModel,
    previewModel,
    describeServer: ({ address, access }, { signal }) =>
      withServer(access, address, (connection) => describeServer(connection, signal)),
    describeServed: ({ place, access }, { signal }) =>
      withServer(access, place.address, (connection) => servedModel(connection, place, signal)),
    importModel,
    drawSample,
    ...trainingHandlers(entry),
    assess: (request, context) => assess({ models, queue }, request, context),
  };
}

/** Looks at each file in its turn, behind everything that somebody waits for. */
async function eachFile<Value>(
  turns: Turns,
  { files, pixelLimit }: { readonly files: readonly PictureFile[]; readonly pixelLimit: number },
  { signal, send }: Context<{ readonly id: number; readonly result: Result<Value> }>,
  look: (path: string, pixelLimit: number) => Promise<Value>,
): Promise<{ readonly pictures: number }> {
  await Promise.all(
    files.map((file) =>
      turns.take('background', async () => {
        if (!signal.aborted) send({ id: file.id, result: await resultOf(look(file.path, pixelLimit)) });
      }),
    ),
  );
  checkCancelled(signal);
  return { pictures: files.length };
}

async function resultOf<T>(work: Promise<T>): Promise<Result<T>> {
  try {
    return { ok: true, value: await work };
  } catch (caught) {
    return { ok: false, failure: failureOf(caught) };
  }
}

async function describe(lane: Lane, models: Models): Promise<DetectorDescription> {
  const sharp = await loadSharp();
  const versions: Record<string, string> = {
    node: process.versions.node,
    sharp: sharp.versions.sharp ?? '',
    'sharp build': sharpBuild(sharp),
    libvips: sharp.versions.vips,
  };
  const electron = process.versions['electron'];
  if (electron !== undefined) versions['electron'] = electron;
  if (lane === 'pictures') return { lane, pid: process.pid, versions, available: [], loaded: [] };
  const { env } = await loadRuntime();
  versions['onnxruntime'] = env.versions.node ?? '';
  return { lane, pid: process.pid, versions, available: await availableProviders(), loaded: await models.loaded() };
}
