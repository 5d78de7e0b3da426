// The detector's threads, with a provider "webgpu" that is the processor and fails as graphics cards do: BOXWRIGHT_TEST_FAILURE says
// how. Not a test.
import { workerData } from 'node:worker_threads';
import type { InferenceSession } from 'onnxruntime-node';
import type { ModelSession } from '../../src/detector/modelSession.ts';
import { serveInferenceThread } from '../../src/detector/inferenceThread.ts';
import { openSession } from '../../src/detector/providers.ts';
import { serveReadingThread } from '../../src/detector/readingThread.ts';

const failure = process.env['BOXWRIGHT_TEST_FAILURE'];

/** Runs before a device is lost. */
const lastsFor = 5;

function failing(session: ModelSession): ModelSession {
  let runs = 0;
  const run = session.run.bind(session) as (feeds: InferenceSession.FeedsType) => Promise<InferenceSession.ReturnType>;
  const run2 = (feeds: InferenceSession.FeedsType): Promise<InferenceSession.ReturnType> => {
    runs++;
    const pictures = feeds['image']?.dims[0] ?? 0;
    if (failure === 'over-two' && pictures > 2) throw new Error('Out of memory: a buffer could not be allocated.');
    if (failure === 'lost' && runs > lastsFor) throw new Error('The device was lost.');
    return run(feeds);
  };
  return new Proxy(session, { get: (target, name) => (name === 'run' ? run2 : Reflect.get(target, name, target)) });
}

const open: typeof openSession = async (model, options) => {
  const [wanted] = options.wanted;
  if (failure === undefined || wanted !== 'webgpu') return openSession(model, options);
  const opened = await openSession(model, { ...options, wanted: ['cpu'] });
  const attempts = [{ provider: 'webgpu', ok: true, milliseconds: 1 }] as const;
  return { session: failing(opened.session), provider: 'webgpu', attempts };
};

if ((workerData as { role: string }).role === 'reading') serveReadingThread();
else serveInferenceThread(open);
