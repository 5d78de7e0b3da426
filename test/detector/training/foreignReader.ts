// How somebody without this program runs a model of it: ONNX Runtime, sharp, and what the card says. Nothing of ours is imported.
import { readFile } from 'node:fs/promises';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import sharp from 'sharp';

export interface Found {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
  readonly label: number;
  readonly score: number;
}

/* eslint-disable @typescript-eslint/no-explicit-any -- A foreign program has no types of the card either. */
export async function detectedBy(onnx: string, cardFile: string, picture: string, threshold: number): Promise<Found[]> {
  const { spec, classes } = JSON.parse(await readFile(cardFile, 'utf8')) as any;
  const { shortSide, longSide, divisor, mean, deviation, scale, order } = spec.input;
  const { width = 0, height = 0 } = await sharp(picture).metadata();
  const factor = Math.min(shortSide / Math.min(width, height), longSide / Math.max(width, height));
  const [w, h] = [Math.floor(width * factor + 1e-4), Math.floor(height * factor + 1e-4)];
  const whole = await sharp(picture).removeAlpha().raw().toBuffer();
  const narrow = shrunk(whole, width, w, (row, x, channel) => (row * width + x) * 3 + channel, height, w);
  const data = shrunk(narrow, height, h, (column, y, channel) => (y * w + column) * 3 + channel, w, w);
  const [paddedW, paddedH] = [Math.ceil(w / divisor) * divisor, Math.ceil(h / divisor) * divisor];
  const image = new Float32Array(3 * paddedW * paddedH);
  for (let i = 0; i < w * h * 3; i++) {
    const channel = order === 'rgb' ? i % 3 : 2 - (i % 3);
    const [x, y] = [Math.floor(i / 3) % w, Math.floor(i / 3 / w)];
    const value = ((data[i] as number) / 255) * scale;
    image[(channel * paddedH + y) * paddedW + x] = (value - mean[channel]) / deviation[channel];
  }
  const session = await InferenceSession.create(onnx);
  const outputs = await session.run({ image: new Tensor('float32', image, [1, 3, paddedH, paddedW]) });
  const [logits, sides, centreness] = ['cls_logits', 'bbox_regression', 'bbox_ctrness'].map(
    (name) => outputs[name]?.data as Float32Array,
  ) as [Float32Array, Float32Array, Float32Array];
  await session.release();
  const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
  const found: Found[] = [];
  let location = 0;
  // `middle`: cell (i, j) is read at half a stride + j strides; distances are in strides: exponential-stride, exp already taken.
  for (const stride of spec.pyramid.strides) {
    for (let row = 0; row < Math.ceil(paddedH / stride); row++) {
      for (let column = 0; column < Math.ceil(paddedW / stride); column++, location++) {
        const [x, y] = [Math.floor(stride / 2) + column * stride, Math.floor(stride / 2) + row * stride];
        const [l = 0, t = 0, r = 0, b = 0] = sides.subarray(location * 4, location * 4 + 4).map((one) => one * stride);
        const within = (value: number, most: number): number => Math.min(Math.max(value, 0), most);
        for (let label = 0; label < classes.length; label++) {
          const joint =
            sigmoid(logits[location * classes.length + label] as number) * sigmoid(centreness[location] as number);
          const score = Math.sqrt(joint);
          if (score <= threshold) continue;
          const [x1, x2] = [within(x - l, w), within(x + r, w)];
          const [y1, y2] = [within(y - t, h), within(y + b, h)];
          found.push({
            x1: (x1 / w) * width,
            y1: (y1 / h) * height,
            x2: (x2 / w) * width,
            y2: (y2 / h) * height,
            label,
            score,
          });
        }
      }
    }
  }
  return suppressed(found, spec.detection.iouThreshold).slice(0, spec.detection.detectionsPerImage);
}

function suppressed(found: Found[], limit: number): Found[] {
  const area = (one: Found): number => (one.x2 - one.x1) * (one.y2 - one.y1);
  const kept: Found[] = [];
  for (const one of found.sort((a, b) => b.score - a.score)) {
    const overlaps = kept.some((other) => {
      const w = Math.max(0, Math.min(one.x2, other.x2) - Math.max(one.x1, other.x1));
      const h = Math.max(0, Math.min(one.y2, other.y2) - Math.max(one.y1, other.y1));
      return one.label === other.label && (w * h) / (area(one) + area(other) - w * h) > limit;
    });
    if (!overlaps) kept.push(one);
  }
  return kept;
}

/**
 * Pillow's bilinear filter along one axis, in plain floating point: lines of `from` pixels become lines of `to`. `place`: of a pixel's
 * channel in the source, by line and position; the result has rows of `width` pixels.
 */
function shrunk(
  source: Uint8Array,
  from: number,
  to: number,
  place: (line: number, position: number, channel: number) => number,
  lines: number,
  width: number,
): Uint8Array {
  const isAcross = to === width && source.length === from * lines * 3 && place(0, 1, 0) === 3;
  const result = new Uint8Array(to * lines * 3);
  const reach = Math.max(1, from / to);
  for (let index = 0; index < to; index++) {
    const centre = ((index + 0.5) * from) / to;
    const taken = Array.from({ length: from }, (_, at) => at).filter((at) => Math.abs(at + 0.5 - centre) < reach);
    const weights = taken.map((at) => 1 - Math.abs(at + 0.5 - centre) / reach);
    const sum = weights.reduce((all, weight) => all + weight, 0);
    for (let line = 0; line < lines; line++) {
      for (let channel = 0; channel < 3; channel++) {
        const value = taken.reduce(
          (all, at, n) => all + (source[place(line, at, channel)] as number) * (weights[n] as number),
          0,
        );
        const target = isAcross ? line * width + index : index * width + line;
        result[target * 3 + channel] = Math.round(value / sum);
      }
    }
  }
  return result;
}
