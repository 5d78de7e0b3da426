import { describe, expect, it } from 'vitest';
import { checkRequest } from '../../src/detector/requests.ts';

const model = { id: 'm', onnxPath: '/m.onnx', cardPath: '/m.json' };
const box = { x1: 0, y1: 0, x2: 5, y2: 5 };
const picture = {
  id: 1,
  path: '/a.png',
  boxes: [
    { box, label: 0 },
    { box, label: 1, crowd: true },
  ],
};
const assess = { model, classes: ['a', 'b'], truth: [picture], pixelLimit: 1000 };
const measure = { size: 'nano', classes: 3, pixels: 320 };

describe('a request', () => {
  it.each([
    ['train', { folder: '/run' }],
    ['steerTraining', { action: 'pause' }],
    ['measureTraining', measure],
    ['measureTraining', { ...measure, from: model }],
    ['measureTraining', { ...measure, provider: 'webgpu' }],
    ['assess', assess],
    ['assess', { ...assess, truth: [] }],
  ])('is taken when %s has all it needs', (name, request) => {
    expect(() => checkRequest(name, request)).not.toThrow();
  });

  it.each([
    ['train', {}, 'folder'],
    ['steerTraining', { action: 'explode' }, 'action'],
    ['measureTraining', { ...measure, size: 'huge' }, 'size'],
    ['measureTraining', { ...measure, from: 'm' }, 'from'],
    ['measureTraining', { ...measure, provider: 'abacus' }, 'provider'],
    ['measureTraining', { ...measure, classes: 0 }, 'classes'],
    ['measureTraining', { ...measure, pixels: -32 }, 'pixels'],
    ['assess', { ...assess, model: undefined }, 'model'],
    ['assess', { ...assess, classes: 'a' }, 'classes'],
    ['assess', { ...assess, truth: [{ ...picture, path: '' }] }, 'truth'],
    ['assess', { ...assess, truth: [{ ...picture, boxes: [{ box, label: -1 }] }] }, 'truth'],
    ['assess', { ...assess, truth: [{ ...picture, boxes: [{ box: { ...box, x2: NaN }, label: 0 }] }] }, 'truth'],
    ['assess', { ...assess, truth: [{ ...picture, boxes: [{ box, label: 0, crowd: 1 }] }] }, 'truth'],
    ['assess', { ...assess, pixelLimit: 0 }, 'pixelLimit'],
  ])('%s %j is refused for its %s', (name, request, field) => {
    expect(() => checkRequest(name, request)).toThrow(`The call ${name} has an unusable ${field}.`);
  });
});
