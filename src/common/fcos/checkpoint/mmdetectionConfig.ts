// What the configuration inside an mmdetection checkpoint (`meta.config`, a text in Python's syntax) says of the conventions that a
// state dict leaves open. The text is searched, never run; what is not found stays open.
import type { InputSpec } from '../spec.ts';
import type { ModelWays } from './ways.ts';

export interface Said {
  readonly ways: ModelWays;
  readonly input: Partial<InputSpec>;
}

/** Of a configuration that is no FCOS's, or reads otherwise than mmdetection writes it, nothing is taken. */
export function readMmdetectionConfig(config: string): Said {
  const text = config.slice(0, 200_000);
  const head = /\bbbox_head=dict\(\s*type='FCOSHead'(?<rest>[\s\S]*)/.exec(text)?.groups?.['rest'];
  if (head === undefined) return { ways: {}, input: {} };
  const backbone = /\bbackbone=dict\((?<rest>[\s\S]*?)\bneck=dict\(/.exec(text)?.groups?.['rest'];
  const style = backbone === undefined ? undefined : /\bstyle='(caffe|pytorch)'/.exec(backbone)?.[1];
  const { colours, input } = pictures(text);
  return {
    ways: {
      // Left out, both are False.
      distances: isTrue(head, 'norm_on_bbox') ? 'relu-stride' : 'exponential',
      centreness: isTrue(head, 'centerness_on_reg') ? 'box' : 'class',
      ...(style !== undefined && { strideOn: style === 'caffe' ? ('first' as const) : ('second' as const) }),
      ...(colours !== undefined && { colours }),
    },
    input,
  };
}

function isTrue(text: string, name: string): boolean {
  return new RegExp(`\\b${name}=True\\b`).test(text);
}

/** mmdetection works on 0 … 255, and reads pictures as BGR unless it is told to turn them. */
function pictures(text: string): { readonly colours?: InputSpec['order']; readonly input: Partial<InputSpec> } {
  const mean = triple(text, 'mean');
  const deviation = triple(text, 'std');
  const turned = /\b(?:to_rgb|bgr_to_rgb)=(True|False)\b/.exec(text)?.[1];
  if (mean === undefined || deviation === undefined || turned === undefined) return { input: {} };
  if (deviation.some((one) => !(one > 0))) return { input: {} };
  const order = turned === 'True' ? 'rgb' : 'bgr';
  return { colours: order, input: { order, scale: 255, mean, deviation } };
}

function triple(text: string, name: string): readonly [number, number, number] | undefined {
  const found = new RegExp(`\\b${name}=\\[([\\d.,\\s]+)\\]`).exec(text)?.[1]?.split(',');
  const [a, b, c, ...more] = (found ?? []).filter((one) => one.trim() !== '').map(Number);
  const whole = a !== undefined && b !== undefined && c !== undefined && more.length === 0;
  return whole && [a, b, c].every(Number.isFinite) ? [a, b, c] : undefined;
}
