import { describe, expect, it } from 'vitest';
import { cocoClasses } from '../../../src/common/coco/cocoClasses.ts';
import type { Guess } from '../../../src/common/foreign/probe.ts';
import type { ForeignReport } from '../../../src/common/foreign/report.ts';
import type { ModelInspection, OnnxInspection } from '../../../src/common/modelImport.ts';
import { success, failure } from '../../../src/common/result.ts';
import type { ImportForm } from '../../../src/renderer/state/importForm.ts';
import {
  firstForm,
  fitting,
  foreignOf,
  listedNames,
  namesOf,
  namingsOf,
  outputsOf,
  whatIsMissing,
} from '../../../src/renderer/state/importForm.ts';
import type { ImportStage } from '../../../src/renderer/state/modelImport.ts';
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

const cells: Guess = {
  reading: {
    kind: 'cells',
    values: 'output0',
    axes: 'numbers-cells',
    objectness: false,
    activation: 'none',
    form: { numbers: 'cxcywh', unit: 'input' },
    decoding: 'done',
    strides: [8, 16, 32],
  },
  classes: 80,
  preset: 'unit-rgb',
  fit: 'letterbox-centre',
  iouThreshold: 0.5,
  sureness: 0.85,
  because: '84 numbers for each cell',
};

const listed = (firstLabel: 0 | 1): Guess => ({
  reading: {
    kind: 'listed',
    boxes: 'boxes',
    scores: 'scores',
    labels: 'labels',
    form: { numbers: 'x1y1x2y2', unit: 'input' },
    firstLabel,
  },
  preset: 'unit-rgb',
  fit: 'sides',
  iouThreshold: 1,
  sureness: 0.9,
  because: `lists that count from ${firstLabel}`,
});

function onnx(likely: readonly Guess[], names?: readonly string[]): OnnxInspection {
  const facts = { name: 'images', layout: 'nchw', element: 'float32', batch: 1 } as const;
  const said: ForeignReport = {
    facts,
    likely,
    ...(names && { names }),
    producer: 'test',
    opset: 17,
    parameters: 1000,
    inputs: ['images float32 [1, 3, ?, ?]'],
    outputs: [],
  };
  return { kind: 'onnx', report: said, bytes: 1000, sha256: '0'.repeat(64) };
}

const formFor = (onnxFile: OnnxInspection, part: Partial<ImportForm> = {}): ImportForm =>
  fitting(onnxFile, { ...firstForm(file, onnxFile, {}), ...part });

describe('the import of an ONNX detector whose shapes say how many classes there are', () => {
  const eighty = onnx([cells]);

  it('asks for the names, and counts own ones against the classes', () => {
    const form = formFor(eighty);
    expect(outputsOf(eighty, form)).toEqual({ count: 80, isOpen: false });
    expect(form.naming).toBeUndefined();
    expect(whatIsMissing(eighty, form)).toBe('Say what its classes are called');
    expect(namingsOf(eighty, form)).toEqual(['coco', 'numbers', 'own']);
    expect(whatIsMissing(eighty, { ...form, naming: 'own', names: 'a\nb' })).toBe('2 of 80 names are there');
    expect(namesOf(eighty, { ...form, naming: 'coco' })).toEqual(cocoClasses(80));
    expect(namesOf(eighty, form).slice(0, 2)).toEqual(['0', '1']);
  });

  it("takes the file's names where they are as many, and does not offer them where they are not", () => {
    const three: Guess = { ...cells, classes: 3 };
    const named = onnx([three, cells], ['a', 'b', 'c']);
    const form = formFor(named);
    expect(form.naming).toBe('file');
    expect(namingsOf(named, form)).toEqual(['file', 'own']);
    expect(whatIsMissing(named, form)).toBeUndefined();
    const other = formFor(named, { reading: 1 });
    expect(other.naming).toBeUndefined();
    expect(namingsOf(named, other)).toEqual(['coco', 'numbers', 'own']);
    expect(fitting(named, { ...other, reading: 0, naming: 'coco' }).naming).toBe('file');
  });

  it('is fed and read as it was guessed, but for what was chosen', () => {
    const guessed = foreignOf(eighty, formFor(eighty));
    expect(guessed).toMatchObject({ classes: 80, input: { order: 'rgb', scale: 1, size: { kind: 'letterbox' } } });
    const choices = { preset: 'byte-bgr', fit: 'stretch', width: 320, height: 320, scoreThreshold: 0.5 } as const;
    expect(foreignOf(eighty, formFor(eighty, { choices }))).toMatchObject({
      input: { order: 'bgr', scale: 255, size: { kind: 'stretch', width: 320, height: 320 } },
      detection: { scoreThreshold: 0.5, iouThreshold: 0.5 },
    });
    expect(foreignOf(inspection, formFor(eighty))).toBeUndefined();
  });
});

describe('the import of an ONNX detector that leaves the number of classes open', () => {
  it('has as many classes as own names, and needs one', () => {
    const open = onnx([listed(0)]);
    const form = formFor(open, { naming: 'own' });
    expect(outputsOf(open, form)).toEqual({ count: 0, isOpen: true });
    expect(whatIsMissing(open, form)).toBe('No name is there');
    const three = { ...form, names: 'a\nb\nc' };
    expect(outputsOf(open, three).count).toBe(3);
    expect(whatIsMissing(open, three)).toBeUndefined();
    expect(foreignOf(open, three)?.classes).toBe(3);
    expect(namesOf(open, three)).toEqual(['a', 'b', 'c']);
  });

  it("takes labels from 1 for COCO's ids, which need 91 places, and from 0 for its 80 one after another", () => {
    const both = onnx([listed(1), listed(0)]);
    const byIds = formFor(both);
    expect(outputsOf(both, byIds)).toEqual({ count: 91, isOpen: true });
    expect(namingsOf(both, byIds)).toEqual(['coco-ids', 'coco', 'numbers', 'own']);
    // On 91 places the first is the background's.
    const onPlaces = { ...byIds, naming: 'coco-ids' } as const;
    expect(foreignOf(both, onPlaces)).toMatchObject({ classes: 91, reading: { firstLabel: 0 } });
    expect(namesOf(both, onPlaces)[1]).toBe('person');
    const oneAfterAnother = { ...byIds, naming: 'coco' } as const;
    expect(foreignOf(both, oneAfterAnother)).toMatchObject({ classes: 80, reading: { firstLabel: 1 } });
    expect(namesOf(both, oneAfterAnother)[0]).toBe('person');
    const fromZero = formFor(both, { reading: 1 });
    expect(outputsOf(both, fromZero).count).toBe(80);
    expect(namingsOf(both, fromZero).slice(0, 2)).toEqual(['coco', 'coco-ids']);
  });

  it("counts the file's own names", () => {
    const named = onnx([listed(0)], ['a', 'b']);
    expect(formFor(named).naming).toBe('file');
    expect(outputsOf(named, formFor(named)).count).toBe(2);
    expect(namingsOf(named, formFor(named))).toEqual(['file', 'coco', 'coco-ids', 'own']);
  });

  it('sends the names with the way it is read', async () => {
    const found = onnx([listed(1)]);
    const { desk, stage, wishes } = await begun(found);
    desk.modelImport.change({ naming: 'coco-ids' });
    expect(formOf(stage()).naming).toBe('coco-ids');
    await desk.modelImport.start();
    expect(wishes).toMatchObject([{ token: 'a-token', classes: cocoClasses(91), foreign: { classes: 91 } }]);
    expect(wishes[0]).not.toHaveProperty('shortSide');
  });
});
