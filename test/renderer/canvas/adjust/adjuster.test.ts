import { describe, expect, it, vi } from 'vitest';
import { unadjusted, type Adjustments } from '../../../../src/renderer/canvas/adjust/adjustments.ts';
import { PictureAdjuster, type Depth } from '../../../../src/renderer/canvas/adjust/adjuster.ts';
import type { FromAdjuster, ToAdjuster } from '../../../../src/renderer/canvas/adjust/messages.ts';
import type { SampleFacts } from '../../../../src/renderer/canvas/adjust/samples.ts';
import type { Picture } from '../../../../src/renderer/canvas/props.ts';

interface FakeBitmap extends ImageBitmap {
  closed: boolean;
}

function bitmap(width = 2000, height = 1000): FakeBitmap {
  const made = { width, height, closed: false, close: () => void (made.closed = true) };
  return made;
}

const ready = (of: ImageBitmap): Picture => ({ state: 'ready', bitmap: of, width: of.width, height: of.height });
const inverted: Adjustments = { ...unadjusted, inverted: true };
const facts: SampleFacts = {
  channels: 1,
  least: 5,
  most: 900,
  auto: { low: 10, high: 800 },
  end: 1023,
  histogram: [],
};

function bench(samples: () => Promise<ArrayBuffer | undefined> = () => Promise.resolve(undefined)) {
  const sent: ToAdjuster[] = [];
  const depths: Depth['state'][] = [];
  let listener: ((event: MessageEvent<FromAdjuster>) => void) | undefined;
  const failed = vi.fn();
  const adjuster = new PictureAdjuster({
    work: () => ({
      postMessage: (message: ToAdjuster) => void sent.push(message),
      terminate: () => undefined,
      addEventListener: (_: string, heard: unknown) => void (listener = heard as typeof listener),
    }),
    copy: () => Promise.resolve(bitmap()),
    samples,
    onDepth: (_, depth) => depths.push(depth.state),
    onFailed: failed,
  });
  const answer = (data: FromAdjuster) => listener?.({ data } as MessageEvent<FromAdjuster>);
  const asked = () => sent.filter((one) => one.kind === 'adjust');
  const settle = () => new Promise((resolve) => setTimeout(resolve));
  const show = (image: number, picture: Picture, adjustments: Adjustments, histogram: 'shown' | 'not' = 'not') =>
    adjuster.show({ image, picture, adjustments, histogram });
  return { adjuster, sent, depths, answer, asked, settle, show, failed };
}

describe('the picture as it is adjusted', () => {
  it('is the picture itself while nothing is adjusted, and no worker is started', () => {
    const { adjuster, sent, show } = bench();
    const picture = ready(bitmap());
    show(1, picture, unadjusted);
    expect(adjuster.shown(picture)).toBe(picture);
    expect(sent).toEqual([]);
  });

  it('is a small one at once and the whole one when the value rests, with the size of the picture', async () => {
    const { adjuster, asked, answer, settle, show } = bench();
    const picture = ready(bitmap());
    show(1, picture, unadjusted);
    show(1, picture, inverted);
    expect(adjuster.shown(picture)).toBe(picture);
    await settle();
    expect(asked().map(({ mostPixels }) => mostPixels)).toEqual([1e6]);
    const small = bitmap(1414, 707);
    answer({ kind: 'adjusted', nonce: asked()[0]!.nonce, bitmap: small });
    expect(adjuster.shown(picture)).toMatchObject({ bitmap: small, width: 2000, height: 1000 });
    await vi.waitFor(() => expect(asked()).toHaveLength(2), { timeout: 2000 });
    const whole = bitmap();
    answer({ kind: 'adjusted', nonce: asked()[1]!.nonce, bitmap: whole });
    expect(adjuster.shown(picture)).toMatchObject({ bitmap: whole });
    expect(small.closed).toBe(true);
    show(1, picture, unadjusted);
    expect(adjuster.shown(picture)).toBe(picture);
    expect(whole.closed).toBe(true);
  });

  it('follows a hand that goes on: one request under way, the last value after it', async () => {
    const { asked, answer, settle, show } = bench();
    const picture = ready(bitmap());
    for (const brightness of [0.1, 0.2, 0.3]) {
      show(1, picture, { ...unadjusted, brightness });
      await settle();
    }
    expect(asked().map(({ adjustments }) => adjustments.brightness)).toEqual([0.1]);
    answer({ kind: 'adjusted', nonce: asked()[0]!.nonce, bitmap: bitmap() });
    expect(asked().map(({ adjustments }) => adjustments.brightness)).toEqual([0.1, 0.3]);
  });

  it('waits with the whole one for the small one that is under way', async () => {
    const { asked, answer, settle, show } = bench();
    show(1, ready(bitmap()), inverted);
    await settle();
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(asked()).toHaveLength(1);
    answer({ kind: 'adjusted', nonce: asked()[0]!.nonce, bitmap: bitmap(1414, 707) });
    expect(asked().map(({ mostPixels }) => mostPixels)).toEqual([1e6, 64e6]);
  });

  it('is not shown unadjusted for a blink when the next picture comes, and an answer for the one before is dropped', async () => {
    const { adjuster, asked, answer, settle, show } = bench();
    const first = ready(bitmap());
    show(1, first, inverted);
    await settle();
    const next = ready(bitmap());
    show(2, next, inverted);
    expect(adjuster.shown(next)).toEqual({ state: 'loading' });
    const late = bitmap();
    answer({ kind: 'adjusted', nonce: asked()[0]!.nonce, bitmap: late });
    expect(late.closed).toBe(true);
    expect(adjuster.shown(next)).toEqual({ state: 'loading' });
  });

  it('takes levels only for 16 bits a channel; one with 8 stays as it is', async () => {
    const shallow = bench();
    const picture = ready(bitmap());
    shallow.show(1, picture, { ...unadjusted, levels: 'auto' });
    await shallow.settle();
    expect(shallow.depths).toEqual(['reading', 'shallow']);
    expect(shallow.adjuster.shown(picture)).toBe(picture);
    expect(shallow.asked()).toEqual([]);

    const deep = bench(() => Promise.resolve(new ArrayBuffer(18)));
    deep.show(1, picture, { ...unadjusted, levels: 'auto' });
    await deep.settle();
    const asking = deep.sent.find((one) => one.kind === 'samples');
    deep.answer({ kind: 'facts', nonce: asking?.nonce ?? 0, facts });
    expect(deep.depths).toEqual(['reading', 'deep']);
    expect(deep.asked()[0]?.adjustments.levels).toBe('auto');
    const value = deep.adjuster.valueAt(3, 4);
    const question = deep.sent.find((one) => one.kind === 'value');
    deep.answer({ kind: 'value', nonce: question?.nonce ?? 0, values: [812] });
    expect(await value).toEqual([812]);
  });

  it('stays as it is, and says so once, when there is no memory for another', async () => {
    const { adjuster, asked, answer, settle, show, failed } = bench();
    const picture = ready(bitmap());
    show(1, picture, inverted);
    await settle();
    answer({ kind: 'failed', nonce: asked()[0]!.nonce });
    expect(adjuster.shown(picture)).toBe(picture);
    expect(failed).toHaveBeenCalledTimes(1);
  });
});
