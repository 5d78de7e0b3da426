import { expect, it } from 'vitest';
import { screenPoint } from '../../../src/common/geometry/viewport.ts';
import { runCommand } from '../../../src/renderer/commands.ts';
import type { Desk } from '../../../src/renderer/state/desk.ts';
import { box, fakeStudio, proposal } from '../support/fakeStudio.ts';
import { openDesk, selectionOf } from '../support/openDesk.ts';

const at = (x1: number, y1: number, x2: number, y2: number) => ({ box: { x1, y1, x2, y2 } });

/** Three nested human boxes and a proposal over them, another proposal far away. */
async function nested(): Promise<Desk> {
  const studio = fakeStudio();
  studio.put(
    1,
    box(1, at(0, 0, 200, 200)),
    box(2, at(50, 50, 150, 150)),
    box(3, at(90, 90, 110, 110)),
    proposal(4, 0.6, at(80, 80, 120, 120)),
    proposal(5, 0.9, at(250, 200, 300, 230)),
  );
  return (await openDesk(studio)).desk;
}

function point(desk: Desk, x: number, y: number): void {
  desk.hand.setState({ pointer: { x, y, on: screenPoint(x, y) } });
}

it('Tab goes down through the pile under the pointer, smallest first, and Shift+Tab up again', async () => {
  const desk = await nested();
  point(desk, 100, 100);
  const seen = [1, 2, 3, 4, 5].map(() => {
    runCommand(desk, 'boxes.next');
    return selectionOf(desk)[0];
  });
  expect(seen).toEqual([3, 4, 2, 1, 3]);
  runCommand(desk, 'boxes.previous');
  expect(selectionOf(desk)).toEqual([1]);
  expect(desk.notices.store.getState().announcement.text).toBe('Box 4 of 4 under the pointer');
});

it('Tab goes through the proposals where no two boxes lie under the pointer', async () => {
  const desk = await nested();
  point(desk, 10, 10);
  runCommand(desk, 'boxes.next');
  expect(selectionOf(desk)).toEqual([5]);
  runCommand(desk, 'boxes.next');
  expect(selectionOf(desk)).toEqual([4]);
});

it('a hand that rests over a pile does not catch Tab and Enter on their way through the list', async () => {
  const desk = await nested();
  runCommand(desk, 'boxes.next');
  expect(selectionOf(desk)).toEqual([5]);
  point(desk, 100, 100);
  runCommand(desk, 'boxes.next');
  expect(selectionOf(desk)).toEqual([3]);
  desk.document.select([5]);
  runCommand(desk, 'boxes.accept');
  expect(selectionOf(desk)).toEqual([4]);
  runCommand(desk, 'boxes.next');
  // Proposal 4 is the only one left in the list; the pile would have given 2.
  expect(selectionOf(desk)).toEqual([4]);
  point(desk, 106, 100);
  runCommand(desk, 'boxes.next');
  expect(selectionOf(desk)).toEqual([2]);
});
