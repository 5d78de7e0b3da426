// The results of one Label Studio annotation, brought together region by region: its shape, its labels, and what per-region
// controls say of it.
import { isRow, type Row } from '../../dataset/rows.ts';
import type { LossTally } from '../../dataset/losses.ts';
import { textOf } from '../numbers.ts';

export interface Region {
  /** "rectangle", "polygon", "ellipse", "keypoint", "brush", … */
  readonly kind: string;
  /** Coordinates in percent. */
  readonly value: Row;
  readonly result: Row;
  readonly labels: readonly unknown[];
  readonly attributes: readonly (readonly [string, unknown])[];
  /** Of the result among its siblings, for places. */
  readonly index: number;
}

interface Gathered {
  shape?: Pick<Region, 'kind' | 'value' | 'result' | 'index'>;
  readonly labels: unknown[];
  readonly attributes: (readonly [string, unknown])[];
  /** What is lost of these when it turns out that they belong to no region. */
  texts: number;
}

const shapeKinds = /^(rectangle|polygon|ellipse|keypoint|brush|bitmask|vector|videorectangle|timeline)(?:labels)?$/;
const attributeKinds: ReadonlySet<unknown> = new Set([
  'choices',
  'taxonomy',
  'textarea',
  'number',
  'rating',
  'datetime',
]);

/** Regions in the order of their first result; what belongs to none is counted as lost. Results that are none are given to `skip`. */
export function regionsOf(
  results: readonly unknown[],
  lost: LossTally,
  skip: (index: number, why: string) => void,
): readonly Region[] {
  const gathered = new Map<unknown, Gathered>();
  results.forEach((result, index) => {
    if (!isRow(result)) return skip(index, 'is no object');
    if (result['type'] === 'relation') return lost.lose('relations were left out');
    const { value } = result;
    if (!isRow(value)) return skip(index, 'has no value');
    gather(result, value, index, gathered, lost);
  });
  return [...gathered.values()].flatMap(({ shape, labels, attributes, texts }) => {
    if (shape !== undefined) return [{ ...shape, labels, attributes }];
    lost.lose('texts were left out', texts);
    lost.lose('labels of whole pictures were left out', Math.max(0, attributes.length - texts));
    return [];
  });
}

function gather(result: Row, value: Row, index: number, gathered: Map<unknown, Gathered>, lost: LossTally): void {
  const type = typeOf(result, value);
  const kind = shapeKinds.exec(type)?.[1];
  if (kind === undefined && type !== 'labels' && !attributeKinds.has(type)) {
    return lost.lose('other shapes were left out');
  }
  const key = keyOf(result, value, index);
  const region: Gathered = gathered.get(key) ?? { labels: [], attributes: [], texts: 0 };
  gathered.set(key, region);
  const labels = value[type === 'labels' || kind !== undefined ? type : ''];
  if (Array.isArray(labels)) for (const label of labels as readonly unknown[]) region.labels.push(label);
  if (kind !== undefined) region.shape ??= { kind, value, result, index };
  else if (type !== 'labels') {
    region.attributes.push([nameOf(result), attributeOf(type, value, nameOf(result))]);
    if (type === 'textarea') region.texts += 1;
  }
}

function nameOf({ from_name: name }: Row): string {
  return typeof name === 'string' ? name : '';
}

/** As the result says, else (JSON-MIN) by the key that its value has. */
function typeOf(result: Row, value: Row): string {
  if (typeof result['type'] === 'string') return result['type'].toLowerCase();
  const key = Object.keys(value).find((name) => name.endsWith('labels') || attributeKinds.has(name));
  if (key !== undefined) return key;
  return 'text' in value ? 'textarea' : 'points' in value ? 'polygon' : 'width' in value ? 'rectangle' : '';
}

/** Results of one region share its id; without ids (JSON-MIN) its place. What has neither stands alone. */
function keyOf({ id }: Row, { x, y, width, height, points }: Row, index: number): unknown {
  if (typeof id === 'string' || typeof id === 'number') return id;
  if (x !== undefined || points !== undefined) return JSON.stringify([x, y, width, height, points]).slice(0, 1000);
  return `result ${index}`;
}

/** One choice is a text, and a flag where it is called as its control is; several are one text. */
function attributeOf(type: string, value: Row, name: string): unknown {
  const said = value[type === 'textarea' ? 'text' : type];
  if (!Array.isArray(said)) return said;
  const parts = (said as readonly unknown[]).map((part) =>
    Array.isArray(part) ? part.map(textOf).join('/') : textOf(part),
  );
  if (type === 'textarea') return parts.join('\n');
  return parts.length === 1 && parts[0] === name ? true : parts.join(', ');
}
