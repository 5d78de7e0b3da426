// What a training run shows on stderr: one line that changes on a terminal, a line now and then elsewhere.
import type { TrainingEvent } from '../common/training.ts';
import { say } from './terminal.ts';

export interface TrainingTerminal {
  show(event: TrainingEvent): void;
  end(): void;
}

const plainEvery = 15_000; // milliseconds

export function trainingTerminal(): TrainingTerminal {
  const live = process.stderr.isTTY;
  let told = -Infinity;
  return {
    show(event) {
      if (event.kind === 'warning') say(`warning: ${event.message}`);
      if (event.kind === 'validation') {
        const { AP, AP50 } = event.figures;
        clear(live);
        say(
          `pass ${event.epoch.toFixed(1)}: AP ${AP.toFixed(3)}, AP50 ${AP50.toFixed(3)}${event.isBest ? ' (best)' : ''}`,
        );
      }
      if (event.kind !== 'progress') return;
      const now = performance.now();
      if (live) process.stderr.write(`\r\u001b[K${progressLine(event)}`);
      else if (now - told > plainEvery) {
        told = now;
        say(progressLine(event));
      }
    },
    end: () => clear(live),
  };
}

function clear(live: boolean | undefined): void {
  if (live === true) process.stderr.write('\r\u001b[K');
}

function progressLine(event: Extract<TrainingEvent, { kind: 'progress' }>): string {
  const { classification, box, centreness } = event.losses;
  const losses = [classification, box, centreness].map((loss) => loss.toFixed(3)).join(' ');
  const speed = `${event.picturesPerSecond.toFixed(1)} pictures a second`;
  return `${Math.floor(event.share * 100)} % pass ${event.epoch.toFixed(1)} loss ${losses}, ${speed}, ${Math.ceil(event.secondsLeft)} s left`;
}
