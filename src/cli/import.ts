// boxwright import: brings a COCO file into a project.
import { defaultPixelLimit } from '../common/protocol.ts';
import { importCoco } from '../main/project/import.ts';
import { closeProject, openProject } from '../main/project/project.ts';
import type { Session } from './session.ts';
import { printJson, progressBar, say, sayProblems } from './terminal.ts';
import { counted } from '../common/words.ts';

export interface ImportOptions {
  readonly images?: string;
  readonly json?: true;
}

export async function importCommand(
  session: Session,
  place: string,
  file: string,
  options: ImportOptions,
): Promise<void> {
  const project = await openProject(place, { access: 'write' });
  try {
    const bar = progressBar('Importing');
    const folder = options.images;
    const images =
      folder === undefined
        ? {}
        : { images: { folder, pictures: session.lane('pictures'), pixelLimit: defaultPixelLimit } };
    const onProgress = (done: number, total: number): void => bar.update(done, total);
    const { changedImages, ...report } = await importCoco(project, file, {
      ...images,
      signal: session.signal,
      onProgress,
    });
    bar.end();
    if (options.json === true) {
      printJson({ project: project.folder, file, ...report, changedImages: changedImages.length });
      return;
    }
    sayProblems(report.problems);
    const parts = [
      `${counted(report.annotations, 'box', 'boxes')} on ${counted(report.images, 'picture')} imported`,
      `${counted(report.categories, 'class', 'classes')}`,
      ...(report.unchanged > 0 ? [`${report.unchanged} there already`] : []),
      ...(report.skipped > 0 ? [`${report.skipped} left out`] : []),
    ];
    say(`${parts.join(', ')}.`);
  } finally {
    closeProject(project);
  }
}
