import { describe, expect, it } from 'vitest';
import { catalogue } from '../../../src/common/catalogue/catalogue.ts';
import type { CatalogueItem } from '../../../src/common/modelRecords.ts';
import { failure, success } from '../../../src/common/result.ts';
import { fakeStudio } from '../support/fakeStudio.ts';
import { openDesk } from '../support/openDesk.ts';

const items = catalogue.map((entry): CatalogueItem => ({ ...entry, downloaded: false, part: 0 }));
const [item] = items as [CatalogueItem];
const offline = failure('offline', 'download.pytorch.org could not be reached.');
const file = { token: 't', name: 'fcos.pth', bytes: 1, proposedName: 'fcos' };

async function opened(download: () => unknown) {
  const studio = fakeStudio();
  const plain = studio.ask;
  const asked: string[] = [];
  studio.ask = ((name: string, request: unknown) => {
    asked.push(name);
    if (name === 'catalogue/list') return Promise.resolve(success(items));
    if (name === 'catalogue/download') return Promise.resolve(download());
    return plain(name as never, request as never);
  }) as typeof studio.ask;
  const { desk } = await openDesk(studio);
  return { desk, asked };
}

describe('official weights in the window', () => {
  it('are listed without a word to the network', async () => {
    const { desk, asked } = await opened(() => success(file));
    await desk.catalogue.load();
    expect(desk.catalogue.store.getState().items).toHaveLength(items.length);
    expect(asked).not.toContain('catalogue/download');
  });

  it('keep what went wrong beside them until the next try', async () => {
    let answer: unknown = offline;
    const { desk } = await opened(() => answer);
    await desk.catalogue.download(item);
    expect(desk.catalogue.store.getState()).toMatchObject({
      downloading: undefined,
      failures: { [item.id]: offline.failure },
    });
    answer = failure('cancelled', 'It was stopped.');
    await desk.catalogue.download(item);
    expect(desk.catalogue.store.getState().failures).toEqual({});
  });

  it('lead into the import on their page, and into a notice elsewhere', async () => {
    const { desk } = await opened(() => success(file));
    await desk.catalogue.download(item);
    expect(desk.notices.store.getState().notices.map(({ action }) => action?.label)).toEqual(['Import it']);
    expect(desk.view.getState().dialog).toBeUndefined();
    desk.view.setState({ page: 'models' });
    await desk.catalogue.download(item);
    expect(desk.view.getState().dialog).toEqual({ kind: 'model-import' });
  });
});
