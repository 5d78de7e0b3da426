// The labels of a CVAT task or project as its <meta> lists them: names, colours, and of which kind each attribute is.
import type { AttributeValue } from '../../annotation/types.ts';
import { longestText } from '../../annotation/attributes.ts';
import { attributeValue } from '../attributeText.ts';
import { childText, type XmlElement } from '../xml/readXml.ts';

export interface CvatLabel {
  readonly name: string;
  /** "#rrggbb" as written; undefined where it has none. */
  readonly colour: string | undefined;
}

export interface CvatLabels {
  /** Without the points of skeletons, which are labels of their own there. */
  readonly list: readonly CvatLabel[];
  /** A value by what its label says of it; without <meta> as it looks. */
  read(label: string, attribute: string, text: string): AttributeValue;
}

export function readLabels(meta: XmlElement | undefined): CvatLabels {
  const list: CvatLabel[] = [];
  const kinds = new Map<string, string>();
  for (const label of meta === undefined ? [] : labelsIn(meta, 0)) {
    const name = childText(label, 'name') ?? '';
    if (name === '') continue;
    const colour = childText(label, 'color');
    const isPoint = childText(label, 'parent') !== undefined;
    if (!isPoint)
      list.push({ name, colour: colour !== undefined && /^#[0-9a-f]{6}$/i.test(colour) ? colour : undefined });
    for (const attribute of label.children.find((each) => each.name === 'attributes')?.children ?? []) {
      const kind = childText(attribute, 'input_type');
      if (kind !== undefined) kinds.set(`${name}\n${childText(attribute, 'name') ?? ''}`, kind);
    }
  }
  return {
    list,
    read(label, attribute, text) {
      const kind = kinds.get(`${label}\n${attribute}`);
      if (kind === undefined) return attributeValue(text);
      if (kind === 'checkbox') return text.trim().toLowerCase() === 'true';
      const number = text.trim() === '' ? Number.NaN : Number(text);
      return kind === 'number' && Number.isFinite(number) ? number : text.slice(0, longestText);
    },
  };
}

/** <labels> lies in <task>, <job> or <project>. */
function* labelsIn(element: XmlElement, depth: number): Generator<XmlElement> {
  if (depth > 4) return;
  for (const each of element.children) {
    if (each.name !== 'labels') yield* labelsIn(each, depth + 1);
    else yield* each.children.filter(({ name }) => name === 'label');
  }
}
