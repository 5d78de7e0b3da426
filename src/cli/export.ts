// boxwright export: writes a project's labels as a COCO file.
import { exportCoco } from '../main/project/export.ts';
import { closeProject, openProject } from '../main/project/project.ts';
import type { Session } from './session.ts';
import { printJson, progressBar, say, sayProblems } from './terminal.ts';
import { counted } from '../common/words.ts';

export interface ExportOptions {
  readonly out: string;
  readonly pictures: 'all' | 'done' | 'reviewed';
  readonly people?: true;
  readonly segmentation: 'empty' | 'box-polygon';
  readonly json?: true;
}

export async function exportCommand(session: Session, place: string, options: ExportOptions): Promise<void> {
  const project = await openProject(place, { access: 'prefer-write' });
  try {
    const { pictures, segmentation } = options;
    const people = options.people === true ? 'written' : 'left-out';
    const bar = progressBar('Exporting');
    const onProgress = (done: number, total: number): void => bar.update(done, total);
    const report = await exportCoco(project, {
      file: options.out,
      pictures,
      segmentation,
      people,
      signal: session.signal,
      onProgress,
    });
    bar.end();
    if (options.json === true) {
      printJson(report);
      return;
    }
    sayProblems(report.problems);
    for (const { count, reason } of report.leftOut) say(`left out: ${count}, ${reason}`);
    const counts = `${counted(report.annotations, 'box', 'boxes')} on ${counted(report.images, 'picture')}`;
    say(`${counts}, ${counted(report.categories, 'class', 'classes')}, written to ${report.location}`);
    if (report.snapshot !== undefined) say(`its content is pinned as snapshot ${report.snapshot}`);
  } finally {
    closeProject(project);
  }
}
