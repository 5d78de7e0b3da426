// What the columns of a CSV of boxes are, by their names: Open Images, TensorFlow's tutorials and many alike; and a file without
// names as Keras' detectors read it.
import { readCoordinate } from '../../dataset/placeBox.ts';
import { isPicture } from '../paths.ts';

const roles = {
  file: [
    'filename',
    'file',
    'image',
    'imagename',
    'imagefilename',
    'imagefile',
    'imageid',
    'img',
    'imgname',
    'imagepath',
    'filepath',
    'path',
    'imgid',
    'frame',
  ],
  class: [
    'class',
    'label',
    'classname',
    'category',
    'labelname',
    'name',
    'object',
    'objectname',
    'classid',
    'categoryname',
  ],
  x1: ['xmin', 'x1', 'left', 'xtl', 'bboxxmin', 'bboxx1', 'x0'],
  y1: ['ymin', 'y1', 'top', 'ytl', 'bboxymin', 'bboxy1', 'y0'],
  x2: ['xmax', 'x2', 'right', 'xbr', 'bboxxmax', 'bboxx2'],
  y2: ['ymax', 'y2', 'bottom', 'ybr', 'bboxymax', 'bboxy2'],
  x: ['x', 'bboxx', 'boxx'],
  y: ['y', 'bboxy', 'boxy'],
  w: ['w', 'bboxwidth', 'boxwidth', 'bboxw', 'boxw'],
  h: ['h', 'bboxheight', 'boxheight', 'bboxh', 'boxh'],
  bbox: ['bbox', 'box'],
  width: ['width', 'imagewidth', 'imgwidth', 'imagew'],
  height: ['height', 'imageheight', 'imgheight', 'imageh'],
  split: ['split', 'subset', 'set', 'usage', 'partition'],
  crowd: ['iscrowd', 'crowd', 'isgroupof'],
  truncated: ['truncated', 'istruncated'],
  occluded: ['occluded', 'isoccluded'],
  difficult: ['difficult', 'isdifficult'],
  depiction: ['isdepiction'],
  inside: ['isinside'],
  score: ['score', 'confidence', 'conf'],
} as const;

type Role = keyof typeof roles;

export interface Columns {
  /** Where each role's column is. */
  readonly at: Readonly<Partial<Record<Role, number>>>;
  readonly names: 'first-row' | 'none';
  /** Open Images' own names: ImageID, LabelName, XMin … in fractions. */
  readonly isOpenImages: boolean;
  /** Columns that say nothing here. */
  readonly unknown: readonly string[];
  /** Of how many fields a row has to be. */
  readonly count: number;
}

const roleOf = new Map<string, Role>();
for (const [role, names] of Object.entries(roles) as [Role, readonly string[]][])
  for (const name of names) roleOf.set(name, role);

/** Reads a first row; undefined where it names no boxes of pictures. A list of pictures (`file` and `split`) counts as Open Images. */
export function readColumns(fields: readonly string[]): Columns | undefined {
  const at: Partial<Record<Role, number>> = {};
  const unknown: string[] = [];
  fields.forEach((field, index) => {
    const role = roleOf.get(
      field
        .replace(/^\ufeff/, '')
        .trim()
        .toLowerCase()
        .replaceAll(/[ _.-]/g, ''),
    );
    if (role === undefined || at[role] !== undefined) unknown.push(field.trim().slice(0, 100));
    else at[role] = index;
  });
  const isCorners = at.x1 !== undefined && at.y1 !== undefined && at.x2 !== undefined && at.y2 !== undefined;
  if (!isCorners && at.x !== undefined && at.y !== undefined && at.w === undefined && at.h === undefined) {
    // Beside x and y, width and height are the box's.
    if (at.width !== undefined) at.w = at.width;
    if (at.height !== undefined) at.h = at.height;
    delete at.width;
    delete at.height;
  }
  const isSides = at.x !== undefined && at.y !== undefined && at.w !== undefined && at.h !== undefined;
  const known = { at, names: 'first-row', unknown, count: fields.length } as const;
  const names = fields.map((field) => field.replace(/^\ufeff/, '').trim());
  if (at.file === undefined) return undefined;
  if (isCorners || isSides || at.bbox !== undefined) {
    if (at.class === undefined && at.bbox === undefined) return undefined;
    return {
      ...known,
      isOpenImages: names.includes('ImageID') && names.includes('LabelName') && names.includes('XMin'),
    };
  }
  return names.includes('ImageID') && names.includes('Subset') ? { ...known, isOpenImages: true } : undefined;
}

/** path,x1,y1,x2,y2,class without names, as keras-retinanet has it; a picture without boxes has five empty fields. */
export function headlessColumns(fields: readonly string[]): Columns | undefined {
  const [file = '', ...rest] = fields;
  const box = rest.slice(0, 4);
  const isBox = box.every((field) => readCoordinate(field) !== undefined) || rest.every((field) => field.trim() === '');
  if (fields.length !== 6 || !isPicture(file.trim()) || !isBox) return undefined;
  return {
    at: { file: 0, x1: 1, y1: 2, x2: 3, y2: 4, class: 5 },
    names: 'none',
    isOpenImages: false,
    unknown: [],
    count: 6,
  };
}
