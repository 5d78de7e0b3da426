// `--smoke PICTURE`: without a window, pre-labels one picture and computes a few updates of a small network, prints one JSON line and
// quits. It shows that a packaged program finds its natives, its detector and trainer processes with their threads, and its model.
import { app } from 'electron';
import type { PictureDetections } from '../common/protocol.ts';
import { FailureError, failureOf } from '../common/result.ts';
import { ask } from './project/detectorCaller.ts';
import { defaultModel, findModel } from './project/models.ts';
import { makeTrainer, type Workspace } from './workspace.ts';

const flag = '--smoke';

/** The picture to pre-label; undefined for an ordinary start. */
export function smokeRequest(argv: readonly string[]): string | undefined {
  const at = argv.indexOf(flag);
  return at < 0 ? undefined : (argv[at + 1] ?? '');
}

export async function smoke(workspace: Workspace, path: string): Promise<void> {
  let code = 0;
  try {
    console.log(JSON.stringify({ ok: true, ...(await prelabelled(workspace, path)), ...(await learnt()) }));
  } catch (caught) {
    code = 1;
    console.log(JSON.stringify({ ok: false, message: failureOf(caught).message }));
  }
  await workspace.close();
  app.exit(code);
}

async function prelabelled(workspace: Workspace, path: string): Promise<object> {
  const { files } = await findModel(workspace.models, defaultModel);
  const found: PictureDetections[] = [];
  const { provider } = await ask(
    workspace.detector,
    'detect',
    {
      model: files,
      pictures: [{ id: 1, path }],
      scoreThreshold: 0.3,
      pixelLimit: workspace.settings.pixelLimit,
      priority: 'interactive',
    },
    { onItem: (item) => found.push(item) },
  );
  const result = found[0]?.result;
  if (result?.ok !== true) throw new Error(result?.failure.message ?? 'The detector gave no answer.');
  const { width, height } = found[0] ?? { width: 0, height: 0 };
  return { provider, width, height, detections: result.value.length };
}

async function learnt(): Promise<object> {
  const trainer = makeTrainer();
  const result = await trainer.call('measureTraining', { size: 'nano', classes: 3, pixels: 64 });
  await trainer.close();
  if (!result.ok) throw new FailureError(result.failure);
  return { parameters: result.value.parameters, secondsPerStep: result.value.secondsPerStep };
}
