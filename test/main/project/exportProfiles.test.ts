// Each export profile against the rules of the reader that it is for, written down here from that reader's own source, which is
// named at each; nothing of the writers is asked.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { profileIds, profiles, type ProfileId } from '../../../src/common/formats/profiles.ts';
import { writerOf } from '../../../src/common/formats/writers.ts';
import { reserveIds } from '../../../src/main/database/annotationIds.ts';
import { applyChange } from '../../../src/main/database/annotations.ts';
import { exportFolder, type FolderExportOptions } from '../../../src/main/project/exportFolder.ts';
import type { Project } from '../../../src/main/project/project.ts';
import { cocoBreaches } from '../../support/cocoRules.ts';
import { adding, box, by, fillProject } from '../database/projectFixture.ts';
import { makePlace, type Place } from './lanes.ts';

let place: Place;
let project: Project;
beforeEach(async () => {
  place = makePlace();
  project = await place.project();
  const { database } = project;
  fillProject(database, place.folder, 6);
  database.exec(
    `UPDATE categories SET id = 7, name = 'it''s "a" plate\\' WHERE id = 2; UPDATE project SET name = 'My cells, 2026'`,
  );
  reserveIds(database, 20);
  applyChange(database, 1, adding(box(1, 10, 10, 50.25), box(2, 600, 440, 40, { categoryId: 7 })));
  applyChange(database, 2, adding(box(3, 0, 0, 30, { crowd: true }), box(4, 50, 50, 9, { origin: by('proposed') })));
  applyChange(database, 3, adding(box(5, 1, 1, 0.5)));
  database.exec("UPDATE images SET split = iif(id < 5, 'train', 'val')");
});
afterEach(() => {
  place.remove();
});

const out = (): string => path.join(place.folder, 'out');
const file = (name: string): string => readFileSync(path.join(out(), name), 'utf8');
async function exported(profile: ProfileId, more: Partial<FolderExportOptions> = {}) {
  return exportFolder(project, {
    folder: out(),
    format: profiles[profile].format,
    profile,
    pictures: 'all',
    segmentation: 'empty',
    pictureFiles: 'leave',
    split: { kind: 'keep' },
    ...more,
  });
}

interface Coco {
  readonly licenses: unknown;
  readonly images: readonly { readonly id: number; readonly file_name: string }[];
  readonly categories: readonly { readonly id: number; readonly name: string }[];
  readonly annotations: readonly {
    readonly id: number;
    readonly image_id: number;
    readonly category_id: number;
    readonly bbox: readonly number[];
    readonly iscrowd: number;
    readonly segmentation: unknown;
    readonly ignore?: unknown;
  }[];
}
const coco = (part: string): Coco => JSON.parse(file(`annotations/instances_${part}.json`)) as Coco;

describe('export profiles', () => {
  it('each have a format that is written', () => {
    for (const id of profileIds) expect(writerOf(profiles[id].format)?.id).toBe(profiles[id].format);
  });

  it.each(profileIds.filter((id) => profiles[id].format === 'coco'))(
    '%s: each part is COCO to every reader',
    async (id) => {
      await exported(id);
      for (const part of ['train', 'val']) expect(cocoBreaches(coco(part))).toEqual([]);
      expect(coco('train').images).toHaveLength(4);
      expect(coco('val').images).toHaveLength(2);
    },
  );

  /** pytorch/vision, references/detection/coco_utils.py: ConvertCocoPolysToMask and _coco_remove_images_without_annotations. */
  it('torchvision: every box that is no crowd has polygons of six numbers at least, so that none is dropped', async () => {
    await exported('torchvision');
    const { annotations } = coco('train');
    expect(annotations).toHaveLength(4);
    for (const { segmentation, iscrowd } of annotations) {
      // coco_utils.py: polygons go through frPyObjects, crowds are filtered by iscrowd before that.
      if (iscrowd === 1) expect(segmentation).toMatchObject({ counts: expect.anything() as unknown, size: [480, 640] });
      else expect((segmentation as number[][]).every((polygon) => polygon.length >= 6)).toBe(true);
    }
  });

  it('torchvision: a compressed mask of an imported box becomes its corners, and that is said', async () => {
    project.database.run(
      `UPDATE annotations SET extra = '{"bbox":[10,10,50.25,50.25],"segmentation":{"counts":"abc","size":[480,640]}}' WHERE id = 1`,
    );
    const { problems } = await exported('torchvision');
    expect(coco('train').annotations[0]?.segmentation).toEqual([[10, 10, 60.25, 10, 60.25, 60.25, 10, 60.25]]);
    expect(problems.map(({ message }) => message).join()).toContain('1 mask is compressed RLE');
  });

  /** facebookresearch/detectron2, detectron2/data/datasets/coco.py: load_coco_json. */
  it('Detectron2: a box that says "ignore" goes out as a crowd, and that is said', async () => {
    project.database.run(
      `UPDATE annotations SET extra = '{"bbox":[10,10,50.25,50.25],"keys":{"ignore":1,"depth":2}}' WHERE id = 1`,
    );
    const { problems } = await exported('detectron2');
    const [first] = coco('train').annotations;
    expect(first).toMatchObject({ iscrowd: 1, depth: 2 });
    expect(coco('train').annotations.every(({ ignore }) => (ignore ?? 0) === 0)).toBe(true);
    expect(problems.map(({ message }) => message).join()).toContain('1 box says "ignore"');
  });

  it('Detectron2 and MMDetection take one folder of pictures: of several, that are left, it is said', async () => {
    const said = async (): Promise<string> =>
      (await exported('mmdetection')).problems.map(({ message }) => message).join();
    expect(await said()).not.toContain('several folders');
    project.database.run("INSERT INTO folders (path, added) VALUES ('/elsewhere', '2026-11-23')");
    expect(await said()).toContain('several folders');
  });

  /** facebookresearch/detectron2, detectron2/data/datasets/coco.py: load_coco_json. */
  it('torchvision: the snippet names files that are there, and a model has room for the largest class id', async () => {
    await exported('torchvision');
    const text = file('torchvision_dataset.py');
    const sets = [
      ...text.matchAll(
        /^ {4}"(\w+)": wrap_dataset_for_transforms_v2\(CocoDetection\((.+), os\.path\.join\(root, "([^"]+)"\)\)\),$/gm,
      ),
    ];
    expect(sets.map(([, part, pictures, json]) => [part, pictures, json])).toEqual(
      ['train', 'val'].map((part) => [
        part,
        JSON.stringify(path.join(place.folder, 'pictures')),
        `annotations/instances_${part}.json`,
      ]),
    );
    for (const [, , , json = ''] of sets) expect(existsSync(path.join(out(), json))).toBe(true);
    expect(text).toContain('num_classes=8');
  });

  it('Detectron2: the snippet names files that are there, and load_coco_json takes them', async () => {
    const report = await exported('detectron2');
    const text = file('register_detectron2.py');
    expect(report.folder?.snippet).toEqual({ fileName: 'register_detectron2.py', text });
    const calls = [
      ...text.matchAll(/register_coco_instances\("([^"]+)", \{\}, os\.path\.join\(root, "([^"]+)"\), (.+)\)/g),
    ];
    expect(calls.map(([, name, json]) => [name, json])).toEqual([
      ['My_cells_2026_train', 'annotations/instances_train.json'],
      ['My_cells_2026_val', 'annotations/instances_val.json'],
    ]);
    for (const [, , json = ''] of calls) expect(existsSync(path.join(out(), json))).toBe(true);
    // Pictures were left where they are.
    expect(calls[0]?.[3]).toBe(JSON.stringify(path.join(place.folder, 'pictures')));
    const { annotations, categories } = coco('train');
    expect(new Set(annotations.map(({ id }) => id)).size).toBe(annotations.length);
    for (const { segmentation, ignore } of annotations) {
      // It asserts that nobody says "ignore", and skips polygons only where the list is not empty.
      expect(ignore ?? 0).toBe(0);
      expect(segmentation).toEqual([]);
    }
    expect(text).toContain(`NUM_CLASSES = ${categories.length}`);
  });

  /** open-mmlab/mmdetection, mmdet/datasets/coco.py: load_data_list asks for ids by metainfo.classes; parse_data_info for the rest. */
  it('MMDetection: metainfo has the classes by their very names, in the order of the file', async () => {
    await exported('mmdetection');
    const text = file('mmdetection_dataset.py');
    const block = /classes=\(\n([\s\S]*?)\n\s*\)\)/.exec(text)?.[1] ?? '';
    const names = block.split('\n').map((line) => JSON.parse(line.trim().replace(/,$/, '')) as string);
    expect(names).toEqual(coco('train').categories.map(({ name }) => name));
    expect(names).toEqual(['cell', 'it\'s "a" plate\\']);
    for (const [, json = ''] of text.matchAll(/ann_file="([^"]+)"/g))
      expect(existsSync(path.join(out(), json))).toBe(true);
    expect([...text.matchAll(/^(\w+)_dataloader = dict/gm)].map(([, role]) => role)).toEqual(['train', 'val']);
    expect(text).toContain(`num_classes=${names.length}`);
  });

  it('MMDetection: a single class is a tuple, too', async () => {
    await exported('mmdetection', { classes: [1], split: { kind: 'none' } });
    expect(file('mmdetection_dataset.py')).toMatch(/classes=\(\n\s+"cell",\n\s+\)/);
    expect(file('mmdetection_dataset.py')).toContain('ann_file="annotations/instances_default.json"');
  });

  /** ultralytics/ultralytics, ultralytics/data/utils.py: check_det_dataset and img2label_paths. */
  it('Ultralytics: with copied pictures every picture has its label where it is looked for, from any folder', async () => {
    mkdirSync(path.join(place.folder, 'pictures'));
    for (let id = 1; id <= 6; id += 1) writeFileSync(path.join(place.folder, 'pictures', `${id}.jpg`), 'x');
    const report = await exported('ultralytics', { pictureFiles: 'copy' });
    expect(report.folder).toMatchObject({ copied: 6 });
    expect(report.problems.map(({ message }) => message).join()).not.toContain('stay where they are');
    const set = parse(file('data.yaml')) as Record<string, unknown>;
    // The root is `path`, or where data.yaml lies; a relative one would be one of the folder that it is started in.
    expect(set['path']).toBeUndefined();
    const found: string[] = [];
    for (const part of ['train', 'val']) {
      const folder = path.resolve(out(), set[part] as string);
      for (const name of readdirSync(folder)) {
        const picture = path.join(folder, name);
        const at = picture.lastIndexOf(`${path.sep}images${path.sep}`);
        const label = `${picture.slice(0, at)}/labels/${picture.slice(at + 8)}`.replace(/\.[^.]*$/, '.txt');
        expect(existsSync(label), label).toBe(true);
        found.push(name);
      }
    }
    expect(found.sort()).toEqual([1, 2, 3, 4, 5, 6].map((id) => `${id}.jpg`));
    expect(set['nc']).toBe(Object.keys(set['names'] as object).length);
  });

  it('Ultralytics: that pictures which are left have no labels there is said', async () => {
    const { problems } = await exported('ultralytics');
    expect(problems.map(({ message }) => message).join()).toContain(
      'it finds none for pictures that stay where they are',
    );
  });

  /** The same file: verify_image_label. */
  it('Ultralytics: data.yaml names parts and classes, and every label lies where its picture is with "labels" for "images"', async () => {
    await exported('ultralytics');
    const yaml = file('data.yaml');
    expect(yaml).toMatch(/^train: images\/train$/m);
    expect(yaml).toMatch(/^val: images\/val$/m);
    expect(yaml).toMatch(/^nc: 2$/m);
    expect(yaml).toContain('0: "cell"');
    const labels = readdirSync(path.join(out(), 'labels', 'train'));
    expect(labels.sort()).toEqual(['1.txt', '2.txt', '3.txt', '4.txt']);
    for (const name of labels) {
      for (const row of file(`labels/train/${name}`)
        .trim()
        .split('\n')
        .filter((line) => line !== '')) {
        // Its check of a label: five columns, none negative, coordinates at most 1, the class under nc.
        const columns = row.split(' ').map(Number);
        expect(columns).toHaveLength(5);
        const [label = -1, ...place] = columns;
        expect(Number.isInteger(label) && label >= 0 && label < 2).toBe(true);
        expect(place.every((value) => value >= 0 && value <= 1)).toBe(true);
      }
    }
    expect(writerOf('yolo')?.picturePath({ id: 1, fileName: 'a/1.jpg', split: 'train', width: 1, height: 1 })).toBe(
      'images/train/a/1.jpg',
    );
  });

  /** openvinotoolkit/datumaro, plugins/data_formats/coco: what CVAT reads COCO by; cvat-ai/cvat #4750, #7356 and #9406. */
  it('CVAT: licences are a list, ids are whole numbers from 1, boxes have no polygon, parts are instances_PART beside images/PART', async () => {
    await exported('cvat');
    const { licenses, images, annotations, categories } = coco('train');
    expect(licenses).toEqual(expect.any(Array));
    for (const { id } of [...images, ...annotations, ...categories]) expect(Number.isInteger(id) && id >= 1).toBe(true);
    for (const { segmentation } of annotations) expect(segmentation).toEqual([]);
    expect(writerOf('coco')?.picturePath({ id: 1, fileName: 'a.jpg', split: 'val', width: 1, height: 1 })).toBe(
      'images/val/a.jpg',
    );
  });

  /** HumanSignal/label-studio, docs/source/guide/predictions.md: percent of the picture, from_name and to_name of the configuration. */
  it('Label Studio: tasks with boxes in hundredths of the picture, named by controls that the configuration has', async () => {
    const report = await exported('label-studio');
    expect(report).toMatchObject({ images: 6, annotations: 4 });
    const tasks = JSON.parse(file('tasks.json')) as {
      data: Record<string, string>;
      annotations: { result: { type: string; from_name: string; to_name: string; value: Record<string, unknown> }[] }[];
    }[];
    const config = file('label_config.xml');
    expect(tasks).toHaveLength(6);
    const boxes = tasks.flatMap(({ annotations }) => annotations.flatMap(({ result }) => result));
    for (const { from_name: from, to_name: to } of boxes) {
      expect(config).toContain(`name="${from}"`);
      expect(config).toContain(`name="${to}"`);
    }
    const rectangles = boxes.filter(({ type }) => type === 'rectanglelabels');
    expect(rectangles).toHaveLength(4);
    for (const { value } of rectangles)
      for (const key of ['x', 'y', 'width', 'height']) {
        expect(value[key]).toBeGreaterThanOrEqual(0);
        expect(value[key]).toBeLessThanOrEqual(100);
      }
    expect(rectangles[0]?.value).toMatchObject({ rectanglelabels: ['cell'], x: (10 / 640) * 100 });
  });
});
