// A main process for replays: pictures, boxes and classes are answered by the program's own handlers over a real project
// database; settings, models and jobs by the fake of the window's tests.
import { listImages } from '../../src/main/database/images.ts';
import { pictureHandlers } from '../../src/main/handlers/pictures.ts';
import { projectInfo, type Project } from '../../src/main/project/project.ts';
import { failureOf, success } from '../../src/common/result.ts';
import type { RequestName, Requests } from '../../src/common/contract.ts';
import { fakeStudio, settings, type FakeStudio } from '../renderer/support/fakeStudio.ts';

type Handler = (request: unknown) => unknown;

/** `threshold` is the score from which proposals are shown at first. */
export function realStudio(project: Project, threshold: number): FakeStudio {
  const info = projectInfo(project);
  const fake = fakeStudio({ project: { ...info, model: info.model ?? 'some-model' } });
  const handlers = pictureHandlers({
    project,
    writable: project,
    tell: fake.send,
    settings,
    readList: () => listImages(project.database),
  }) as unknown as Readonly<Record<string, Handler | undefined>>;
  return {
    ...fake,
    async ask<Name extends RequestName>(name: Name, request: Requests[Name]['request']) {
      const own = handlers[name];
      if (own === undefined) {
        const result = await fake.ask(name, request);
        if (name !== 'app/info' || !result.ok) return result;
        const app = result.value as Requests['app/info']['reply'];
        const thresholds = { [info.model]: threshold };
        return success({ ...app, settings: { ...app.settings, thresholds } } as Requests[Name]['reply']);
      }
      // What crosses between processes is a copy.
      await Promise.resolve();
      try {
        return success(structuredClone(await own(structuredClone(request))) as Requests[Name]['reply']);
      } catch (caught) {
        return { ok: false, failure: failureOf(caught) };
      }
    },
  };
}
