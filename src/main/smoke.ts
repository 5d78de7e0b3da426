// `--smoke-prelabel PICTURE`: pre-labels one picture without a window, prints one JSON line and quits. It shows that a packaged
// program finds its natives, its detector process and its embedded model.
import { app } from 'electron';
import type { PictureDetections } from '../common/protocol.ts';
import { failureOf } from '../common/result.ts';
import { ask } from './project/detectorCaller.ts';
import { defaultModel, findModel } from './project/models.ts';
import type { Workspace } from './workspace.ts';

const flag = '--smoke-prelabel';

/** The picture to pre-label; undefined for an ordinary start. */
export function smokeRequest(argv: readonly string[]): string | undefined {
  const at = argv.indexOf(flag);
  return at < 0 ? undefined : (argv[at + 1] ?? '');
}

export async function smokePrelabel(workspace: Workspace, path: string): Promise<void> {
  let code = 0;
  try {
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
    console.log(JSON.stringify({ ok: true, provider, width, height, detections: result.value.length }));
  } catch (caught) {
    code = 1;
    console.log(JSON.stringify({ ok: false, message: failureOf(caught).message }));
  }
  await workspace.close();
  app.exit(code);
}
