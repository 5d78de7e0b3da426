// What each request of the window must look like. A window is not trusted: everything is checked before a handler runs.
import { longestSnapshotName } from '../common/snapshots.ts';
import { z } from 'zod';
import { languageChoices } from '../common/messages/languages.ts';
import { longestText, mostDefinitions } from '../common/annotation/attributes.ts';
import type { RequestName, Requests } from '../common/contract.ts';
import { boxColourWays } from '../common/records.ts';
import { foreignSchema } from '../common/foreign/schema.ts';
import { boxOrders, boxSources } from '../common/grid.ts';
import { findingNames, type FindingName } from '../common/health/findings.ts';
import { boxChoices } from '../common/insight/statistics.ts';
import { mostKeys } from '../common/keys/keyMap.ts';
import { formatIds } from '../common/formats/format.ts';
import { modelWays } from '../common/fcos/checkpoint/ways.ts';
import { reviewOrders } from '../common/review.ts';
import { tileSideLimits } from '../common/tiles/choose.ts';
import { personSchema, stampSchema } from './database/changeCheck.ts';
import { box, categoryEdit, change, coordinate, id, name, score, splitName } from './editSchemas.ts';
import { cocoExport, exportCount, folderExport } from './exportSchema.ts';
import { wishSchema } from './project/trainingSchemas.ts';

const nothing = z.strictObject({});

const settings = z.strictObject({
  language: z.enum(languageChoices).exactOptional(),
  theme: z.enum(['dark', 'light', 'system']).exactOptional(),
  crosshair: z.boolean().exactOptional(),
  drawing: z.enum(['drag', 'two-clicks', 'four-points']).exactOptional(),
  snapToBoxes: z.boolean().exactOptional(),
  clickAsks: z.boolean().exactOptional(),
  keepAtOnce: z.boolean().exactOptional(),
  snapToDetector: z.boolean().exactOptional(),
  duplicatesFrom: z.number().min(0.1).max(1).exactOptional(),
  filmstrip: z.boolean().exactOptional(),
  keepAdjustments: z.boolean().exactOptional(),
  keepZoom: z.boolean().exactOptional(),
  minimap: z.boolean().exactOptional(),
  rulers: z.boolean().exactOptional(),
  magnification: z.literal([4, 8]).exactOptional(),
  listWidth: z.number().min(0).max(4000).exactOptional(),
  inspectorWidth: z.number().min(0).max(4000).exactOptional(),
  gridSide: z.number().min(64).max(256).exactOptional(),
  gridContext: z.number().int().min(0).max(50).exactOptional(),
  gridDecided: z.enum(['leave', 'stay']).exactOptional(),
  thresholds: z.record(z.string().max(200), score).exactOptional(),
  highestScores: z.record(z.string().max(200), score).exactOptional(),
  classThresholds: z.record(z.string().max(200), z.record(z.string().max(200), score)).exactOptional(),
  followBoxes: z.boolean().exactOptional(),
  boxColours: z.enum(boxColourWays).exactOptional(),
  pixelLimit: z.number().int().min(1).max(4_000_000_000).exactOptional(),
  watchFolders: z.boolean().exactOptional(),
  proxy: z.string().min(1).max(500).exactOptional(),
  tiles: z
    .union([z.enum(['auto', 'off']), z.number().int().min(tileSideLimits.least).max(tileSideLimits.most)])
    .exactOptional(),
  keys: z.record(z.string().max(80), z.array(z.string().min(1).max(40)).max(mostKeys)).exactOptional(),
  recentCommands: z.array(z.string().max(80)).max(20).exactOptional(),
  annotator: z
    .union([z.literal(''), personSchema])
    .nullable()
    .exactOptional(),
});

const side = z.number().min(0).max(1e6);
const boxFilter = z.strictObject({
  classes: z.union([z.literal('all'), z.array(id).max(100_000)]),
  sources: z.array(z.enum(boxSources)).max(boxSources.length),
  score: z.strictObject({ from: score, to: score }),
  side: z.strictObject({ from: side, to: side.exactOptional() }),
  split: splitName.nullable().optional(),
});
/** As many boxes as are ever in sight, and some more. */
const boxesInSight = z.array(id).max(2000);

const attributeDefinition = z.strictObject({
  name,
  kind: z.enum(['flag', 'choice', 'text', 'number']),
  choices: z.array(z.string().trim().min(1).max(200)).max(500),
  categories: z.union([z.literal('all'), z.array(id).max(100_000)]),
});

const scoreWish = z.strictObject({
  from: score,
  to: score,
  own: z.array(z.strictObject({ category: id, from: score })).max(10_000),
});

const token = z.uuid();
/** A name that main made for a reading of labels; never a path. */
const stageName = z.uuid();
const entryId = z.string().min(1).max(60);
const modelSide = z.number().int().min(32).max(16_384);
const ways = z.strictObject({
  distances: z.enum(modelWays.distances).exactOptional(),
  score: z.enum(modelWays.score).exactOptional(),
  centreness: z.enum(modelWays.centreness).exactOptional(),
  strideOn: z.enum(modelWays.strideOn).exactOptional(),
  colours: z.enum(modelWays.colours).exactOptional(),
});

const modelName = z.string().min(1).max(200);

const classRule = z.strictObject({
  name: z.string().min(1).max(200),
  to: z.union([z.enum(['same-name', 'ignore']), id]),
  score: z.number().min(0).max(1).exactOptional(),
});

const place = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('point'), x: coordinate, y: coordinate, category: id.exactOptional() }),
  z.strictObject({ kind: z.literal('box'), box }),
]);

const snapshot = z.number().int().min(1).max(Number.MAX_SAFE_INTEGER);
const snapshotName = z.string().trim().min(1).max(longestSnapshotName);

const run = z.string().regex(/^[0-9A-Za-z][0-9A-Za-z_-]{0,63}$/);

/** One schema for each request; a forgotten one does not compile. */
export const requestSchemas: { readonly [Name in RequestName]: z.ZodType<Requests[Name]['request']> } = {
  'app/info': nothing,
  'settings/set': settings,
  'keys/export': nothing,
  'keys/import': nothing,
  'project/open-pictures': nothing,
  'project/open': nothing,
  'project/open-recent': z.strictObject({ id: z.string().min(1).max(200) }),
  'project/forget-recent': z.strictObject({ id: z.string().min(1).max(200) }),
  'project/open-given': nothing,
  'project/sample': nothing,
  'project/add-folder': nothing,
  'project/rescan': nothing,
  'project/relink-look': z.strictObject({ folder: z.number().int().min(1) }),
  'project/relink': z.strictObject({ token: z.string().max(100) }),
  'project/relink-back': z.strictObject({ folder: z.number().int().min(1) }),
  'project/write': nothing,
  'project/close': nothing,
  'project/problems': nothing,
  'project/show-in-folder': nothing,
  'images/list': nothing,
  'image/annotations': z.strictObject({ image: id }),
  'image/apply': z.strictObject({ image: id, change }),
  'image/say': z.strictObject({
    image: id,
    verdict: z.enum(['done', 'reviewed', 'returned', 'back']),
    ...stampSchema.shape,
    note: z.string().trim().min(1).max(longestText).exactOptional(),
  }),
  'image/verdicts': z.strictObject({ image: id }),
  'image/replaced': z.strictObject({ image: id }),
  'image/opened': z.strictObject({ image: id }),
  'ids/reserve': nothing,
  'categories/list': nothing,
  'categories/edit': categoryEdit,
  'categories/last-edit': nothing,
  'proposals/count': z.strictObject({ from: score }),
  'review/counts': z.strictObject({ scores: scoreWish }),
  'review/list': z.strictObject({
    category: z.union([id, z.literal('all')]),
    order: z.enum(reviewOrders),
    scores: scoreWish,
  }),
  'boxes/list': z.strictObject({
    filter: boxFilter,
    order: z.enum(boxOrders),
    after: z.array(z.number()).max(4).exactOptional(),
  }),
  'boxes/facts': z.strictObject({ boxes: boxesInSight }),
  'crops/want': z.strictObject({ boxes: boxesInSight }),
  'progress/read': nothing,
  'progress/export': nothing,
  'images/with-class': z.strictObject({ category: id }),
  'insight/statistics': z.strictObject({
    filter: z.strictObject({
      boxes: z.enum(boxChoices),
      category: id.exactOptional(),
      split: splitName.nullable().exactOptional(),
    }),
  }),
  'insight/findings': nothing,
  'insight/compare': nothing,
  'insight/save': z.strictObject({
    name: z.string().regex(/^[a-z-]{1,40}$/),
    kind: z.enum(['png', 'csv']),
    content: z.string().max(50_000_000),
  }),
  'insight/list': z.strictObject({ name: z.enum(findingNames as [FindingName, ...FindingName[]]) }),
  'attributes/list': nothing,
  'attributes/set': z.strictObject({ attributes: z.array(attributeDefinition).max(mostDefinitions) }),
  'image/set-note': z.strictObject({ image: id, words: z.string().max(longestText) }),
  'models/list': nothing,
  'models/use': z.strictObject({ model: modelName }),
  'models/class-rules': z.strictObject({ model: modelName }),
  'models/set-class-rules': z.strictObject({ model: modelName, rules: z.array(classRule).max(65_536) }),
  'models/choose-file': nothing,
  'models/inspect': z.strictObject({ token, image: id.exactOptional() }),
  'models/preview': z.strictObject({ token, foreign: foreignSchema, image: id }),
  'models/class-names': nothing,
  'models/import': z.strictObject({
    token,
    name,
    classes: z.union([z.literal('coco'), z.array(name).min(1).max(65_536)]).exactOptional(),
    shortSide: modelSide.exactOptional(),
    longSide: modelSide.exactOptional(),
    ways: ways.exactOptional(),
    foreign: foreignSchema.exactOptional(),
  }),
  'catalogue/list': nothing,
  'catalogue/download': z.strictObject({ id: entryId }),
  'catalogue/choose': z.strictObject({ id: entryId }),
  'catalogue/remove': z.strictObject({ id: entryId }),
  'detector/status': nothing,
  'detector/at': z.strictObject({ image: id, place: place.exactOptional() }),
  'compare/find': z.strictObject({ image: id, model: modelName }),
  'compare/stop': nothing,
  'prelabel/start': z.strictObject({ images: z.array(id).max(5_000_000).exactOptional() }),
  'job/cancel': z.strictObject({ job: id }),
  'jobs/list': nothing,
  'job/problems': z.strictObject({ job: id }),
  'export/coco': cocoExport,
  'snapshots/list': nothing,
  'snapshots/make': z.strictObject({ name: snapshotName.exactOptional() }),
  'snapshots/rename': z.strictObject({ id: snapshot, name: z.union([z.literal(''), snapshotName]) }),
  'snapshots/hash': z.strictObject({ id: snapshot }),
  'snapshots/difference': z.strictObject({ from: snapshot, to: z.union([snapshot, z.literal('now')]) }),
  'snapshots/restore': z.strictObject({ id: snapshot }),
  'snapshots/forget': z.strictObject({ id: snapshot }),
  'project/back-up': nothing,
  'project/from-backup': nothing,
  'labels/choose': z.strictObject({ what: z.enum(['file', 'folder']) }),
  'labels/read': z.strictObject({ token, format: z.enum(formatIds).exactOptional() }),
  'labels/add-pictures': z.strictObject({ token }),
  'labels/take': z.strictObject({
    stage: stageName,
    choices: z.strictObject({
      classes: z
        .array(
          z.strictObject({
            id,
            to: z.union([
              id,
              z.enum(['new', 'left-out']),
              z.strictObject({ name: z.string().trim().min(1).max(1000) }),
            ]),
          }),
        )
        .max(100_000),
      merge: z.enum(['replace', 'keep-both', 'keep-mine']),
    }),
  }),
  'labels/drop': z.strictObject({ stage: stageName }),
  'export/folder': folderExport,
  'export/count': exportCount,
  'exports/list': nothing,
  'exports/show': z.strictObject({ id }),
  'exports/copy-snippet': z.strictObject({ id }),
  'training/estimate': wishSchema,
  'training/start': wishSchema,
  'training/steer': z.strictObject({ run, action: z.enum(['pause', 'continue', 'stop']) }),
  'training/runs': nothing,
  'training/run': z.strictObject({ run }),
  'training/compare': z.strictObject({ run }),
  'training/forget': z.strictObject({ run }),
};
