import { describe, expect, it } from 'vitest';
import { Control } from '../../../src/detector/training/control.ts';

function controlled(): { control: Control; leave: () => void } {
  const controller = new AbortController();
  return { control: new Control(controller.signal), leave: () => controller.abort() };
}

describe('what the user wants of a run', () => {
  it('is to go on, until something else is said', async () => {
    const { control } = controlled();
    expect(control.wanted).toBe('run');
    await control.resumed();
    control.steer('pause');
    expect(control.wanted).toBe('pause');
    control.steer('continue');
    expect(control.wanted).toBe('run');
  });

  it.each([
    ['continue', 'run'],
    ['stop', 'stop'],
    ['leave', 'leave'],
  ] as const)('ends a pause by: %s', async (action, wanted) => {
    const { control, leave } = controlled();
    control.steer('pause');
    let waits = true;
    const resumed = control.resumed().then(() => (waits = false));
    control.steer('pause');
    await Promise.resolve();
    expect(waits).toBe(true);
    if (action === 'leave') leave();
    else control.steer(action);
    await resumed;
    expect(control.wanted).toBe(wanted);
  });

  it('goes on waiting when a pause follows at once', async () => {
    const { control } = controlled();
    control.steer('pause');
    let waits = true;
    const resumed = control.resumed().then(() => (waits = false));
    control.steer('continue');
    control.steer('pause');
    await new Promise(setImmediate);
    expect(waits).toBe(true);
    control.steer('stop');
    await resumed;
  });

  it('is not taken back once it is to stop or to leave', () => {
    const stopped = controlled();
    stopped.control.steer('stop');
    stopped.control.steer('continue');
    expect(stopped.control.wanted).toBe('stop');
    stopped.leave();
    expect(stopped.control.wanted).toBe('leave');
    const left = controlled();
    left.leave();
    left.control.steer('stop');
    expect(left.control.wanted).toBe('leave');
  });

  it('is to leave where it was left before it began', () => {
    expect(new Control(AbortSignal.abort()).wanted).toBe('leave');
  });
});
