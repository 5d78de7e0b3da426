// Checks what came over the line before anything acts on it. The parent is our own program; this catches its bugs and a
// message from elsewhere alike.
import { foreignSchema } from '../common/foreign/schema.ts';
import { sizeNames } from '../common/fcos/sizes.ts';
import { modelWays } from '../common/fcos/checkpoint/ways.ts';
import { providerOrder } from '../common/protocol.ts';
import type { CallName, DetectorCalls } from '../common/protocol.ts';
import { fail } from '../common/result.ts';
import { tileSideLimits } from '../common/tiles/choose.ts';

type Check = (value: unknown) => boolean;

const isText: Check = (value) => typeof value === 'string' && value.length > 0;
const isTexts: Check = (value) => Array.isArray(value) && value.every((text) => typeof text === 'string');
const isNumber: Check = (value) => typeof value === 'number' && Number.isFinite(value);
const isCount: Check = (value) => Number.isSafeInteger(value) && (value as number) >= 0;
const isPositive: Check = (value) => isCount(value) && (value as number) >= 1;
const isProvider: Check = (value) => (providerOrder as readonly unknown[]).includes(value);
const isProviders: Check = (value) => Array.isArray(value) && value.every(isProvider);
const isPriority: Check = (value) => value === 'interactive' || value === 'background';
const isModel: Check = (value) =>
  hasFields(value, { id: isText, onnxPath: isText, cardPath: isText, access: optional(isText) });
const isPlace: Check = (value) => hasFields(value, { address: isText, model: isText, version: optional(isText) });
const isFile: Check = (value) => hasFields(value, { id: isNumber, path: isText });
const isFiles: Check = (value) => Array.isArray(value) && value.every(isFile);
const isBox: Check = (value) => hasFields(value, { x1: isNumber, y1: isNumber, x2: isNumber, y2: isNumber });
const isTruthBox: Check = (value) =>
  hasFields(value, { box: isBox, label: isCount, crowd: (crowd) => crowd === undefined || crowd === true });
const isTruthBoxes: Check = (value) => Array.isArray(value) && value.every(isTruthBox);
const isTruthPicture: Check = (value) => hasFields(value, { id: isNumber, path: isText, boxes: isTruthBoxes });
const isTruth: Check = (value) => Array.isArray(value) && value.every(isTruthPicture);
const isAction: Check = (value) => value === 'pause' || value === 'continue' || value === 'stop';
const isSize: Check = (value) => (sizeNames as readonly unknown[]).includes(value);
const isWays: Check = (value) =>
  isObject(value) &&
  Object.entries(value).every(([name, chosen]) =>
    Object.entries(modelWays).some(
      ([known, choices]) => known === name && (choices as readonly unknown[]).includes(chosen),
    ),
  );
const isForeign: Check = (value) => foreignSchema.safeParse(value).success;
const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);

const isTileSide: Check = (value) =>
  value === 'off' ||
  value === 'auto' ||
  (isCount(value) && (value as number) >= tileSideLimits.least && (value as number) <= tileSideLimits.most);
const isShare: Check = (value) => isNumber(value) && (value as number) >= 0 && (value as number) <= 0.5;
const isTileWish: Check = (value) =>
  hasFields(value, {
    side: isTileSide,
    overlap: optional(isShare),
    objectSide: optional((side) => isNumber(side) && (side as number) > 0),
    whole: optional((whole) => whole === 'also' || whole === 'never'),
  });

const isCut: Check = (value) =>
  hasFields(value, { left: isCount, top: isCount, width: isPositive, height: isPositive });
const isCrop: Check = (value) => hasFields(value, { id: isCount, cut: isCut, width: isPositive, height: isPositive });
const isCrops: Check = (value) => Array.isArray(value) && value.every(isCrop);
const isLabels: Check = (value) => Array.isArray(value) && value.every(isCount);
const isAskedPlace: Check = (value) =>
  isObject(value) && value['kind'] === 'box'
    ? hasFields(value, { kind: isText, box: isBox, labels: optional(isLabels) })
    : hasFields(value, { kind: (kind) => kind === 'point', x: isNumber, y: isNumber, labels: optional(isLabels) });

type Fields<Name extends CallName> = Readonly<Record<keyof DetectorCalls[Name]['request'], Check>>;

const requestFields: { readonly [Name in CallName]: Fields<Name> } = {
  describe: {},
  load: { model: isModel, providers: optional(isProviders) },
  detect: {
    model: isModel,
    pictures: isFiles,
    scoreThreshold: isNumber,
    pixelLimit: isPositive,
    priority: isPriority,
    tiles: optional(isTileWish),
  },
  askAt: {
    model: isModel,
    picture: isFile,
    pixelLimit: isPositive,
    tiles: optional(isTileWish),
    place: optional(isAskedPlace),
  },
  probe: { files: isFiles, pixelLimit: isPositive },
  fingerprint: { files: isFiles, pixelLimit: isPositive },
  thumbnail: { path: isText, size: isPositive, output: isText, pixelLimit: isPositive },
  upright: { path: isText, output: isText, pixelLimit: isPositive },
  samples: { path: isText, output: isText, pixelLimit: isPositive },
  crops: { path: isText, crops: isCrops, pixelLimit: isPositive },
  inspectModel: { file: isText, ways: optional(isWays), picture: optional(isText), pixelLimit: optional(isPositive) },
  previewModel: { file: isText, foreign: isForeign, picture: isFile, pixelLimit: isPositive },
  describeServer: { address: isText, access: isText },
  describeServed: { place: isPlace, access: isText },
  importModel: {
    file: isText,
    folder: isText,
    id: isText,
    name: isText,
    classes: optional((value) => value === 'coco' || isTexts(value)),
    shortSide: optional(isPositive),
    longSide: optional(isPositive),
    ways: optional(isWays),
    foreign: optional(isForeign),
  },
  drawSample: { folder: isText, count: isCount, seed: isNumber },
  train: { folder: isText },
  steerTraining: { action: isAction },
  measureTraining: {
    size: isSize,
    from: optional(isModel),
    classes: isPositive,
    pixels: isPositive,
    provider: optional(isProvider),
  },
  assess: { model: isModel, classes: isTexts, truth: isTruth, pixelLimit: isPositive },
};

export type Received =
  | { readonly kind: 'call'; readonly id: number; readonly name: CallName; readonly request: unknown }
  | { readonly kind: 'cancel'; readonly id: number };

/** A message → a call or a cancellation; undefined for anything without a usable kind and id, which nobody could answer. */
export function readMessage(message: unknown): Received | undefined {
  if (!isObject(message) || !isCount(message['id'])) return undefined;
  const id = message['id'] as number;
  if (message['kind'] === 'cancel') return { kind: 'cancel', id };
  if (message['kind'] !== 'call' || typeof message['name'] !== 'string') return undefined;
  // An unknown name is answered with a failure by `checkRequest`.
  return { kind: 'call', id, name: message['name'] as CallName, request: message['request'] };
}

/** Throws a Failure of kind `invalid` that names the field. */
export function checkRequest(name: string, request: unknown): void {
  if (!Object.hasOwn(requestFields, name))
    fail('invalid', `The detector process knows no call "${name.slice(0, 60)}".`);
  const fields = requestFields[name as CallName] as Readonly<Record<string, Check>>;
  if (!isObject(request)) fail('invalid', `The call ${name} needs a request.`);
  for (const [field, check] of Object.entries(fields)) {
    if (!check(request[field])) fail('invalid', `The call ${name} has an unusable ${field}.`);
  }
}

function hasFields(value: unknown, fields: Readonly<Record<string, Check>>): boolean {
  return isObject(value) && Object.entries(fields).every(([field, check]) => check(value[field]));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
