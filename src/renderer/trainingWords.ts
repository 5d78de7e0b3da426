// Training as the window says it: phases, sizes, outcomes, what is missing, and its numbers with their units.
import type { SizeName } from '../common/fcos/sizes.ts';
import type { Message } from '../common/messages/catalogue.ts';
import { locale, t } from '../common/messages/t.ts';
import type { RunSummary, TrainingEnd, TrainingPhase } from '../common/training.ts';
import type { Block } from './state/trainingWish.ts';
import { clock } from './words.ts';

export const phaseWords: Readonly<Record<TrainingPhase, string>> = {
  starting: t('Getting ready'),
  training: t('Learning'),
  paused: t('Paused'),
  validating: t('Measuring on the held-out pictures'),
  exporting: t('Writing the model'),
};

interface SizeWords {
  readonly name: string;
  readonly suits: string;
}

export const sizeWords: Readonly<Record<SizeName, SizeWords>> = {
  nano: { name: t('Nano'), suits: t('A first look; few classes, clear objects') },
  small: { name: t('Small'), suits: t('A few hundred pictures on a processor') },
  medium: { name: t('Medium'), suits: t('More classes, or objects that look alike') },
  resnet18: { name: 'ResNet-18', suits: t('A thousand pictures and an hour') },
  resnet50: { name: 'ResNet-50', suits: t('Many classes; a graphics card, or a night') },
};

/** "1.4", "14", "1,115": passes over the pictures; a tenth counts for something while there are few. */
export function passesWords(epochs: number): string {
  const digits = epochs < 10 ? 1 : 0;
  return epochs.toLocaleString(locale(), { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** "Finished after 10:02: 1,204 updates, 14 passes over the pictures." */
export function outcomeWords({ outcome }: RunSummary): string {
  if (outcome === undefined) return '';
  const { end, steps, seconds, epochs } = outcome;
  return t(endMessages[end], { time: clock(seconds), steps, passes: passesWords(epochs) });
}

const endMessages = {
  finished:
    'Finished after {time}: {steps, plural, one {# update} other {# updates}}, {passes} passes over the pictures.',
  stopped:
    'Stopped by you after {time}: {steps, plural, one {# update} other {# updates}}, {passes} passes over the pictures.',
  converged:
    'Stopped because it no longer got better after {time}: {steps, plural, one {# update} other {# updates}}, {passes} passes over the pictures.',
} as const satisfies Record<TrainingEnd, Message>;

/** What stands in the way of a start, and the next step. */
export function blockWords(block: Block): string {
  switch (block) {
    case 'read-only':
      return t('This project can only be read, so a run could not be kept.');
    case 'running':
      return t('A run is going on. One runs at a time: wait for its end, or stop it.');
    case 'no-pictures':
      return t('There are no pictures yet.');
    case 'none-done':
      return t(
        'No picture is marked labelled yet. A run learns from pictures you are sure of: set the boxes right, then mark the picture labelled.',
      );
    case 'none-reviewed':
      return t('No picture is marked reviewed yet. Review some, or learn from those that are labelled.');
    case 'none-labelled':
      return t('No picture has boxes of yours yet. Accept or draw some first.');
  }
}

/** A figure of the evaluation, 0 … 1; COCO's −1 says that there was nothing to measure. */
export function figure(value: number | undefined): string {
  return value === undefined || value < 0 ? '–' : value.toFixed(3);
}

/** "+0.034", "−0.012", "0.000"; empty when one of them was not measured. */
export function difference(value: number | undefined, than: number | undefined): string {
  if (value === undefined || than === undefined || value < 0 || than < 0) return '';
  const thousandths = Math.round((value - than) * 1000);
  const sign = thousandths > 0 ? '+' : thousandths < 0 ? '−' : '';
  return sign + (Math.abs(thousandths) / 1000).toFixed(3);
}

/** "0.4 million", "820 thousand". */
export function parameterWords(parameters: number): string {
  if (parameters >= 950_000)
    return t('{count, number, ::compact-long .0}', { count: Math.round(parameters / 1e5) * 1e5 });
  if (parameters < 1000) return String(parameters);
  return t('{count, number, ::compact-long}', { count: Math.round(parameters / 1000) * 1000 });
}

/** "640 MB", "1.2 GB". */
export function memoryWords(bytes: number): string {
  return bytes >= 1e9 ? `${(bytes / 1e9).toFixed(1)} GB` : `${Math.max(1, Math.round(bytes / 1e6))} MB`;
}

/** "85 ms", "1.2 s": what one update takes. */
export function shortTime(seconds: number): string {
  return seconds < 0.995 ? `${Math.max(1, Math.round(seconds * 1000))} ms` : `${seconds.toFixed(1)} s`;
}

/** Two digits that count: "0.0012", "0.000030". */
export function learningRateWords(rate: number): string {
  if (rate <= 0) return '0';
  return rate.toFixed(Math.max(2, 1 - Math.floor(Math.log10(rate))));
}

/** "today, 14:02", "3 March, 14:02", "3 March 2025, 14:02"; empty for what is no date. */
export function moment(iso: string, now: Date): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return '';
  const time = date.toLocaleTimeString(locale(), { hour: '2-digit', minute: '2-digit' });
  if (date.toDateString() === now.toDateString()) return t('today, {time}', { time });
  const year = date.getFullYear() === now.getFullYear() ? {} : ({ year: 'numeric' } as const);
  return t('{day}, {time}', {
    day: date.toLocaleDateString(locale(), { day: 'numeric', month: 'long', ...year }),
    time,
  });
}
