import { describe, expect, it } from 'vitest';
import type { ImportPreview } from '../../../src/common/labelImport.ts';
import { failure, success } from '../../../src/common/result.ts';
import { boxesToTake } from '../../../src/renderer/panels/importing/boxesToTake.ts';
import { firstChoices, type LabelStage } from '../../../src/renderer/state/labelImport.ts';
import { fakeStudio } from '../support/fakeStudio.ts';
import { openDesk } from '../support/openDesk.ts';

const file = { token: 'a-token', name: 'instances.json', what: 'file' };
const preview: ImportPreview = {
  format: 'coco',
  otherFormats: ['fiftyone'],
  pictures: { inFile: 3, matched: 2, missing: ['far.jpg'], labelled: 0 },
  boxes: { inFile: 10, matched: 8, known: 5, mine: 0 },
  classes: [
    { id: 1, name: 'cell', boxes: 7, matched: 6, known: 5, category: 4 },
    { id: 9, name: 'plate', boxes: 3, matched: 2, known: 0 },
  ],
  splits: [],
  losses: [],
  problems: [],
  problemCount: 0,
  newPictures: 0,
};
const outcome = {
  images: 2,
  annotations: 7,
  categories: 2,
  problems: [],
  known: 1,
  replaced: 0,
  leftOut: 0,
  edit: 12,
};

async function begun(found: Partial<ImportPreview> = {}) {
  const studio = fakeStudio();
  const plain = studio.ask;
  const asked: { readonly name: string; readonly request: unknown }[] = [];
  let answer: unknown = success(outcome);
  let lastEdit: unknown = null;
  studio.ask = ((name: string, request: unknown) => {
    if (name.startsWith('labels/')) asked.push({ name, request });
    if (name === 'labels/choose') return Promise.resolve(success(file));
    if (name === 'labels/read')
      return Promise.resolve(success({ stage: 'a-stage', preview: { ...preview, ...found } }));
    if (name === 'labels/take') return Promise.resolve(answer);
    if (name === 'labels/drop') return Promise.resolve(success({}));
    if (name === 'categories/last-edit') return Promise.resolve(success(lastEdit));
    return plain(name as never, request as never);
  }) as typeof studio.ask;
  const { desk } = await openDesk(studio);
  desk.labelImport.open();
  await desk.labelImport.choose('file');
  const stage = (): LabelStage => desk.labelImport.store.getState().stage;
  return {
    desk,
    stage,
    asked,
    answerWith: (next: unknown) => void (answer = next),
    lastIs: (edit: unknown) => void (lastEdit = edit),
  };
}

describe('the import of labels', () => {
  it('shows what was read and proposes the class of the same name, and a new one for any other', async () => {
    const { stage } = await begun();
    expect(stage()).toMatchObject({
      name: 'asking',
      choices: {
        classes: [
          { id: 1, to: 4 },
          { id: 9, to: 'new' },
        ],
        merge: 'keep-both',
      },
    });
  });

  it('keeps the boxes of the annotator where there are some, until told otherwise', () => {
    expect(firstChoices({ ...preview, boxes: { ...preview.boxes, mine: 2 } }).merge).toBe('keep-mine');
  });

  it('takes what was chosen, in one request, and says what came', async () => {
    const { desk, stage, asked } = await begun();
    desk.labelImport.setClass(9, 'left-out');
    desk.labelImport.setMerge('replace');
    await desk.labelImport.take();
    expect(asked.at(-1)).toEqual({
      name: 'labels/take',
      request: {
        stage: 'a-stage',
        choices: {
          classes: [
            { id: 1, to: 4 },
            { id: 9, to: 'left-out' },
          ],
          merge: 'replace',
        },
      },
    });
    expect(stage()).toMatchObject({ name: 'done', outcome: { annotations: 7 } });
  });

  it('is then the last step on all pictures, which the keys take back', async () => {
    const { desk, lastIs } = await begun();
    const step = { edit: 12, said: 'Imported 7 boxes' };
    lastIs(step);
    await desk.labelImport.take();
    expect(desk.categories.store.getState().lastEdit).toEqual(step);
  });

  it('shows the choices again with the reason when taking failed, and none when it was stopped', async () => {
    const { desk, stage, answerWith } = await begun();
    answerWith(failure('disk', 'The disk is full.'));
    await desk.labelImport.take();
    expect(stage()).toMatchObject({ name: 'asking', failure: { message: 'The disk is full.' } });
    answerWith(failure('cancelled', 'It was cancelled.'));
    await desk.labelImport.take();
    expect(stage()).toMatchObject({ name: 'asking' });
    expect(stage()).not.toHaveProperty('failure');
  });

  it('closes while a file is read, as the button of the dialog calls it', async () => {
    const { desk, stage } = await begun();
    const reading = desk.labelImport.readAs('fiftyone');
    expect(stage().name).toBe('reading');
    const { close } = desk.labelImport;
    close();
    await reading;
    expect(stage().name).toBe('choosing');
  });

  it('forgets what was only read when the dialog is closed', async () => {
    const { desk, stage, asked } = await begun();
    desk.labelImport.close();
    expect(asked.at(-1)).toEqual({ name: 'labels/drop', request: { stage: 'a-stage' } });
    expect(stage().name).toBe('choosing');
    expect(desk.view.getState().dialog).toBeUndefined();
  });

  it('reads the same file as another format', async () => {
    const { desk, asked } = await begun();
    await desk.labelImport.readAs('fiftyone');
    expect(asked.at(-1)).toEqual({ name: 'labels/read', request: { token: 'a-token', format: 'fiftyone' } });
  });
});

describe('how many boxes an import would bring', () => {
  const all = firstChoices(preview);
  const [cell, plate] = all.classes;
  const choosing = (...classes: typeof all.classes) => ({ ...all, classes });
  it.each([
    ['those on pictures that are here and not here already', all, 3],
    ['those of classes that nothing was said of', choosing(), 3],
    // What is known is of the class that is left out: the others still come.
    ['without a class that is left out', choosing({ id: 1, to: 'left-out' }, plate!), 2],
    ['all of a class that goes elsewhere, for there they are not yet', choosing({ id: 1, to: 9 }, plate!), 8],
    ['none where every class is left out', choosing({ id: 1, to: 'left-out' }, { id: 9, to: 'left-out' }), 0],
    ['a new class by the name that it is given', choosing(cell!, { id: 9, to: { name: 'dish' } }), 3],
  ])('counts %s', (_, choices, count) => expect(boxesToTake(preview, choices)).toBe(count));
});
