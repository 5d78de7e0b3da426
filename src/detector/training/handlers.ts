// Answers the calls of the lane "trainer". One run at a time: a process is forked for each run and ends with it.
import { fail } from '../../common/result.ts';
import type { CallHandlers } from '../calls.ts';
import { Control } from './control.ts';
import { measureTraining } from './measure.ts';
import { run } from './run.ts';

type Names = 'train' | 'steerTraining' | 'measureTraining';

/** `entry`: this program's file, which the compute threads run too. */
export function trainingHandlers(entry: string): Pick<CallHandlers, Names> {
  let running: Control | undefined;
  return {
    async train({ folder }, { signal, send }) {
      if (running !== undefined) fail('busy', 'This process trains already.');
      running = new Control(signal);
      try {
        return await run({ folder, entry, control: running, tell: send });
      } finally {
        running = undefined;
      }
    },
    steerTraining({ action }) {
      if (running === undefined) fail('not-found', 'Nothing is being trained.');
      running.steer(action);
      return Promise.resolve({});
    },
    measureTraining: (request) => measureTraining(entry, request),
  };
}
