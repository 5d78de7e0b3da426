import { describe, expect, it } from 'vitest';
import type { ModelInspection } from '../../../src/common/protocol.ts';
import { success, failure } from '../../../src/common/result.ts';
import type { ImportForm, ImportStage } from '../../../src/renderer/state/modelImport.ts';
import { listedNames, whatIsMissing } from '../../../src/renderer/state/modelImport.ts';
import { torchvisionInput } from '../../../src/common/fcos/spec.ts';
import { fakeStudio } from '../support/fakeStudio.ts';
import { openDesk } from '../support/openDesk.ts';

const file = { token: 'a-token', name: 'mine.pth', bytes: 1000, proposedName: 'mine' };
const inspection: ModelInspection = {
  kind: 'checkpoint',
  format: 'pytorch',
  bytes: 1000,
  sha256: '0'.repeat(64),
  dialect: 'torchvision',
  network: { trunk: 'ResNet-50', pyramid: 'P3 to P7', head: '4 convolutions a tower' },
  parameters: 32_000_000,
  outputs: 80,
  input: torchvisionInput,
  inputWords: 'RGB',
  ways: [],
  missing: [],
  wrongShape: [],
  unexpected: [],
  passedOver: [],
};
const report = {
  model: { id: 'mine', onnxPath: '', cardPath: '' },
  dialect: 'torchvision',
  parameters: 32_000_000,
  classes: ['a', 'b'],
  missing: [],
  unexpected: [],
  wrongShape: [],
  assumed: [],
};

async function begun(found: Partial<ModelInspection> = {}, preset = {}) {
  const studio = fakeStudio();
  const plain = studio.ask;
  const wishes: unknown[] = [];
  studio.ask = ((name: string, request: unknown) => {
    if (name === 'catalogue/list') return Promise.resolve(success([]));
    if (name === 'models/inspect') return Promise.resolve(success({ ...inspection, ...found }));
    if (name === 'models/import') {
      wishes.push(request);
      return Promise.resolve(success(report));
    }
    return plain(name as never, request as never);
  }) as typeof studio.ask;
  const { desk } = await openDesk(studio);
  await desk.modelImport.begin(file, preset);
  const stage = () => desk.modelImport.store.getState().stage;
  return { desk, stage, wishes, studio };
}

const formOf = (stage: ImportStage): ImportForm => {
  if (stage.name !== 'asking') throw new Error(`It is ${stage.name}.`);
  return stage.form;
};

describe('the import of a model', () => {
  it('asks what the classes are called when the file has no names, and does not start without an answer', async () => {
    const { desk, stage, wishes } = await begun();
    expect(formOf(stage())).toMatchObject({ name: 'mine', naming: undefined, shortSide: 800, longSide: 1333 });
    await desk.modelImport.start();
    expect(wishes).toEqual([]);
    desk.modelImport.change({ naming: 'coco' });
    await desk.modelImport.start();
    expect(wishes).toEqual([
      { token: 'a-token', name: 'mine', classes: 'coco', shortSide: 800, longSide: 1333, ways: {} },
    ]);
    expect(stage().name).toBe('done');
  });

  it("takes the file's own names when it has them", async () => {
    const { desk, stage, wishes } = await begun({ outputs: 2, classes: ['x', 'y'] });
    expect(formOf(stage()).naming).toBe('file');
    await desk.modelImport.start();
    expect(wishes[0]).not.toHaveProperty('classes');
  });

  it('counts own names against the outputs', async () => {
    const { desk, stage, wishes } = await begun({ outputs: 3 });
    desk.modelImport.change({ naming: 'own', names: 'a\nb' });
    expect(whatIsMissing({ ...inspection, outputs: 3 }, formOf(stage()))).toBe('2 of 3 names are there');
    desk.modelImport.change({ names: 'a\n\nc' });
    expect(whatIsMissing({ ...inspection, outputs: 3 }, formOf(stage()))).toBe('Line 2 of the names is empty');
    desk.modelImport.change({ names: ' a \nb\nc\n\n' });
    await desk.modelImport.start();
    expect(wishes[0]).toMatchObject({ classes: ['a', 'b', 'c'] });
  });

  it('is filled in by what is known beforehand', async () => {
    const ways = { colours: 'rgb' } as const;
    const { stage } = await begun({}, { name: 'FCOS', naming: 'coco', ways, shortSide: 640 });
    expect(formOf(stage())).toMatchObject({ name: 'FCOS', naming: 'coco', ways, shortSide: 640 });
    const other = await begun({ outputs: 5 }, { naming: 'coco' });
    expect(formOf(other.stage()).naming).toBeUndefined();
  });

  it('does not start when weights are missing, or the sides are the wrong way round', async () => {
    const { stage } = await begun();
    const form: ImportForm = { ...formOf(stage()), naming: 'numbers' };
    expect(whatIsMissing({ ...inspection, missing: ['a'] }, form)).toBe('The network would not be whole');
    expect(whatIsMissing(inspection, { ...form, shortSide: 900, longSide: 800 })).toContain(
      'longer than the long side',
    );
    expect(whatIsMissing(inspection, { ...form, name: ' ' })).toBe('The model needs a name');
    expect(whatIsMissing(inspection, form)).toBeUndefined();
  });

  it('shows what was found in a file that is refused', async () => {
    const studio = fakeStudio();
    studio.failNext('models/inspect', failure('unsupported', 'The checkpoint is no FCOS.').failure);
    const { desk } = await openDesk(studio);
    await desk.modelImport.begin(file);
    expect(desk.modelImport.store.getState().stage).toMatchObject({
      name: 'refused',
      failure: { message: 'The checkpoint is no FCOS.' },
    });
  });

  it('says it in a notice, with a way to use the model, when the dialog was closed meanwhile', async () => {
    const { desk, stage } = await begun();
    desk.modelImport.change({ naming: 'numbers' });
    const started = desk.modelImport.start();
    desk.modelImport.close();
    await started;
    expect(stage().name).toBe('none');
    expect(desk.notices.store.getState().notices.map(({ text, action }) => [text, action?.label])).toEqual([
      ['mine was imported.', 'Use it'],
    ]);
  });
});

describe('names one a line', () => {
  it('are trimmed, and empty lines at the end do not count', () => {
    expect(listedNames('')).toEqual([]);
    expect(listedNames('  \n ')).toEqual([]);
    expect(listedNames('a\r\n b\n\n')).toEqual(['a', 'b']);
  });
});
