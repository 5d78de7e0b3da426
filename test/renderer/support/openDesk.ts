// A desk over the fake main, with its project open and the boxes of the first picture read.
import { listen, createDesk, type Desk } from '../../../src/renderer/state/desk.ts';
import { runCommand } from '../../../src/renderer/commands.ts';
import { fakeStudio, type FakeStudio } from './fakeStudio.ts';

export interface Opened {
  readonly desk: Desk;
  readonly studio: FakeStudio;
}

export async function openDesk(studio: FakeStudio = fakeStudio()): Promise<Opened> {
  const desk = createDesk(studio, { retryAfter: () => 5 });
  listen(desk, (id) => runCommand(desk, id));
  await desk.flow.start();
  await until(() => desk.project.getState().phase !== 'open' || desk.document.store.getState().phase !== 'loading');
  return { desk, studio };
}

/** Waits until the condition holds; fails after two seconds with what was waited for. */
export async function until(holds: () => boolean): Promise<void> {
  const end = performance.now() + 2000;
  while (!holds()) {
    if (performance.now() > end) throw new Error(`This never came true: ${holds.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

export const annotationsOf = (desk: Desk) => desk.document.store.getState().annotations;
export const selectionOf = (desk: Desk) => [...desk.document.store.getState().selection];
export const saveOf = (desk: Desk) => desk.document.store.getState().save;
