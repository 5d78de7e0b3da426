import { describe, expect, it } from 'vitest';
import { fail } from '../../../src/common/result.ts';
import { PictureCache, type PictureSource } from '../../../src/renderer/canvas/pictureCache.ts';

interface Bitmap {
  readonly width: number;
  readonly height: number;
  readonly id: number;
  closed: boolean;
}

/** A source whose pictures are 10 × 10; each fetch waits until the test lets it go. */
function source(options: { readonly fails?: ReadonlySet<number>; readonly damaged?: ReadonlySet<number> } = {}) {
  const asked: string[] = [];
  const aborted: string[] = [];
  const bitmaps: Bitmap[] = [];
  const waiting = new Map<string, () => void>();
  const made: PictureSource = {
    fetch(id, size, signal) {
      const name = `${id}/${size}`;
      asked.push(name);
      return new Promise<Blob>((resolve, reject) => {
        signal.addEventListener('abort', () => {
          aborted.push(name);
          reject(signal.reason);
        });
        waiting.set(name, () => {
          waiting.delete(name);
          if (options.fails?.has(id)) {
            try {
              fail('not-found', 'The picture file is not there any more.');
            } catch (caught) {
              reject(caught);
            }
          } else resolve(new Blob([name]));
        });
      });
    },
    async decode(blob) {
      const id = Number((await blob.text()).split('/')[0]);
      if (options.damaged?.has(id)) throw new Error('InvalidStateError');
      const bitmap: Bitmap & { close(): void } = {
        width: 10,
        height: 10,
        id,
        closed: false,
        close() {
          this.closed = true;
        },
      };
      bitmaps.push(bitmap);
      return bitmap as unknown as ImageBitmap;
    },
  };
  const settle = async () => {
    for (let turn = 0; turn < 20; turn += 1) await new Promise<void>((resolve) => setImmediate(resolve));
  };
  return {
    made,
    asked,
    aborted,
    bitmaps,
    settle,
    /** Lets one fetch go, by name. */
    async give(name: string) {
      waiting.get(name)?.();
      await settle();
    },
    /** Lets everything go, until nothing is asked any more. */
    async giveAll() {
      while (waiting.size > 0) {
        for (const go of [...waiting.values()]) go();
        await settle();
      }
    },
  };
}

const wanted = (id: number, side = 10) => ({ id, width: side, height: side });

describe('the picture cache', () => {
  it('decodes the picture on screen alone first, then its neighbours in order, two at a time', async () => {
    const bytes = source();
    const cache = new PictureCache(bytes.made);
    cache.show(wanted(1), [wanted(2), wanted(3), wanted(4)]);
    await bytes.settle();
    expect(bytes.asked).toEqual(['1/full', '1/thumb']);
    await bytes.give('1/full');
    expect(cache.picture(1)).toMatchObject({ state: 'ready', width: 10 });
    expect(bytes.asked.slice(2)).toEqual(['2/full', '3/full']);
    await bytes.giveAll();
    expect(bytes.asked).toContain('4/full');
    expect(cache.picture(4)).toMatchObject({ state: 'ready' });
  });

  it('shows a neighbour at once and asks for nothing twice', async () => {
    const bytes = source();
    const cache = new PictureCache(bytes.made);
    cache.show(wanted(1), [wanted(2)]);
    await bytes.settle();
    await bytes.giveAll();
    const before = cache.picture(2);
    cache.show(wanted(2), [wanted(3), wanted(1)]);
    expect(cache.picture(2)).toBe(before);
    await bytes.settle();
    await bytes.giveAll();
    expect(bytes.asked.filter((name) => name === '2/full')).toHaveLength(1);
    expect(bytes.asked.filter((name) => name === '1/full')).toHaveLength(1);
  });

  it('closes the bitmaps and aborts the fetches of what is no neighbour any more', async () => {
    const bytes = source();
    const cache = new PictureCache(bytes.made);
    cache.show(wanted(1), [wanted(2)]);
    await bytes.settle();
    await bytes.give('1/full');
    cache.show(wanted(9));
    expect(bytes.aborted).toContain('2/full');
    expect(bytes.bitmaps.filter((bitmap) => bitmap.id === 1).every((bitmap) => bitmap.closed)).toBe(true);
    expect(cache.picture(1)).toEqual({ state: 'loading' });
    await bytes.giveAll();
    cache.dispose();
    expect(bytes.bitmaps.every((bitmap) => bitmap.closed)).toBe(true);
  });

  it('has a thumbnail to show until the picture is decoded, and closes it then', async () => {
    const bytes = source();
    const cache = new PictureCache(bytes.made);
    cache.show(wanted(1));
    await bytes.settle();
    await bytes.give('1/thumb');
    expect(cache.picture(1)).toMatchObject({ state: 'loading', thumbnail: { id: 1 } });
    await bytes.give('1/full');
    expect(cache.picture(1).state).toBe('ready');
    expect(bytes.bitmaps.map((bitmap) => bitmap.closed)).toEqual([true, false]);
  });

  it('says in words why a picture is not there, and tries again when it is opened again', async () => {
    const fails = new Set([1]);
    const bytes = source({ fails, damaged: new Set([2]) });
    const cache = new PictureCache(bytes.made);
    cache.show(wanted(1), [wanted(2)]);
    await bytes.settle();
    await bytes.giveAll();
    expect(cache.picture(1)).toEqual({ state: 'failed', message: 'The picture file is not there any more.' });
    expect(cache.picture(2)).toMatchObject({
      state: 'failed',
      message: expect.stringContaining('cannot be decoded') as string,
    });
    fails.clear();
    cache.show(wanted(1), [wanted(2)]);
    await bytes.settle();
    await bytes.giveAll();
    expect(cache.picture(1).state).toBe('ready');
  });

  it('refuses a picture whose size is not the one the list knows, and closes it', async () => {
    const bytes = source();
    const cache = new PictureCache(bytes.made);
    cache.show(wanted(1, 20));
    await bytes.settle();
    await bytes.giveAll();
    expect(cache.picture(1)).toMatchObject({
      state: 'failed',
      message: expect.stringContaining('10 × 10 pixels now and had 20 × 20') as string,
    });
    expect(bytes.bitmaps.every((bitmap) => bitmap.closed)).toBe(true);
  });

  it('decodes ahead no more pixels than its budget', async () => {
    const bytes = source();
    const cache = new PictureCache(bytes.made, 250);
    cache.show(wanted(1), [wanted(2), wanted(3), wanted(4)]);
    await bytes.settle();
    await bytes.giveAll();
    expect(bytes.asked.filter((name) => name.endsWith('full'))).toEqual(['1/full', '2/full', '3/full']);
  });

  it('tells its listeners and keeps the same object until something changes', async () => {
    const bytes = source();
    const cache = new PictureCache(bytes.made);
    let told = 0;
    const stop = cache.subscribe(() => (told += 1));
    cache.show(wanted(1));
    await bytes.settle();
    await bytes.giveAll();
    expect(told).toBeGreaterThan(1);
    expect(cache.picture(1)).toBe(cache.picture(1));
    stop();
    const before = told;
    cache.forget(1);
    expect(told).toBe(before);
  });
});
