import { describe, expect, it } from 'vitest';
import type { Change } from '../../../src/common/annotation/change.ts';
import { failure, success, type Result } from '../../../src/common/result.ts';
import { SaveQueue, type Edit, type SaveStatus } from '../../../src/renderer/state/saveQueue.ts';
import { box } from '../support/fakeStudio.ts';
import { until } from '../support/openDesk.ts';

const adding = (id: number): Change => ({ added: [box(id)], removed: [], updated: [] });
const edit = (id: number): Edit => ({ kind: 'change', change: adding(id) });

function open(send: (image: number, edit: Edit) => Promise<Result<unknown>>) {
  const statuses: SaveStatus[] = [];
  const queue = new SaveQueue({ send, onStatus: (status) => statuses.push(status), retryAfter: () => 3 });
  return { queue, statuses };
}

const idOf = (sent: Edit) => (sent.kind === 'change' ? sent.change.added[0]?.id : sent.saying.verdict);

describe('the save queue', () => {
  it('sends edits in the order in which they were made, one at a time', async () => {
    const sent: unknown[] = [];
    let flying = 0;
    const { queue } = open(async (image, one) => {
      flying += 1;
      expect(flying).toBe(1);
      await new Promise((resolve) => setTimeout(resolve, 1));
      sent.push([image, idOf(one)]);
      flying -= 1;
      return success({});
    });
    for (const id of [1, 2, 3, 4]) queue.push(7, edit(id));
    queue.push(7, { kind: 'say', saying: { verdict: 'done', at: 1 } });
    expect((await queue.settled()).pending).toBe(0);
    expect(sent).toEqual([
      [7, 1],
      [7, 2],
      [7, 3],
      [7, 4],
      [7, 'done'],
    ]);
  });

  it('keeps a failed edit at the head of its picture and sends nothing after it before it is saved', async () => {
    const sent: unknown[] = [];
    let full = 3;
    const { queue, statuses } = open(async (_image, one) => {
      sent.push(idOf(one));
      return full-- > 0 ? failure('disk', 'The disk is full.') : success({});
    });
    queue.push(1, edit(10));
    queue.push(1, edit(11));
    await until(() => queue.status().pending === 0);
    expect(sent).toEqual([10, 10, 10, 10, 11]);
    expect(statuses.some(({ pending, failure: why }) => pending === 2 && why?.message === 'The disk is full.')).toBe(
      true,
    );
    expect(statuses.at(-1)).toEqual({ pending: 0, failure: undefined });
  });

  it('lets other pictures be saved while one waits after a failure', async () => {
    const saved: unknown[] = [];
    const { queue } = open(async (image, one) => {
      if (image === 1) return failure('busy', 'Somebody holds the database.');
      saved.push([image, idOf(one)]);
      return success({});
    });
    queue.push(1, edit(10));
    queue.push(2, edit(20));
    await until(() => saved.length === 1);
    expect(saved).toEqual([[2, 20]]);
    expect(queue.pendingChanges(1)).toEqual([adding(10)]);
    expect(queue.status()).toMatchObject({ pending: 1, failure: { kind: 'busy' } });
    queue.close();
  });

  it('says what is left once all that is left waits after a failure', async () => {
    const { queue } = open(async () => failure('read-only', 'The folder cannot be written.'));
    queue.push(1, edit(1));
    queue.push(1, edit(2));
    expect(await queue.settled()).toMatchObject({ pending: 2, failure: { kind: 'read-only' } });
    queue.close();
  });

  it('tries again at once when it is told to', async () => {
    let fails = true;
    const queue = new SaveQueue({
      send: async () => (fails ? failure('disk', 'full') : success({})),
      onStatus: () => {},
      retryAfter: () => 3_600_000,
    });
    queue.push(1, edit(1));
    expect((await queue.settled()).pending).toBe(1);
    fails = false;
    queue.retryNow();
    expect((await queue.settled()).pending).toBe(0);
  });

  it('drops an edit that main refused only when told to, and goes on with what stands behind it', async () => {
    const sent: unknown[] = [];
    const { queue } = open(async (_image, one) => {
      sent.push(idOf(one));
      return idOf(one) === 10 ? failure('invalid', 'Box 10 is another picture’s.') : success({});
    });
    queue.push(1, edit(10));
    queue.push(1, edit(11));
    const stuck = await queue.settled();
    expect(stuck).toMatchObject({ pending: 2, failure: { kind: 'invalid' } });
    expect(sent).toEqual([10]);
    expect(queue.dropRefused()).toEqual([1]);
    expect(await queue.settled()).toEqual({ pending: 0, failure: undefined });
    expect(sent.at(-1)).toBe(11);
  });

  it('does not drop what failed for want of room', async () => {
    const { queue } = open(async () => failure('disk', 'The disk is full.'));
    queue.push(1, edit(10));
    await queue.settled();
    expect(queue.dropRefused()).toEqual([]);
    expect(queue.status().pending).toBe(1);
    queue.close();
  });

  it('counts an edit as pending until it is acknowledged, not until it is sent', async () => {
    let acknowledge = () => {};
    const { queue } = open(() => new Promise((resolve) => (acknowledge = () => resolve(success({})))));
    queue.push(1, edit(1));
    expect(queue.status().pending).toBe(1);
    expect(queue.pendingChanges(1)).toHaveLength(1);
    acknowledge();
    expect((await queue.settled()).pending).toBe(0);
  });
});
