// What the window says when a run ends, wherever the annotator is at that moment, with the way to the run.
import { t } from '../../common/messages/t.ts';
import type { RunSummary } from '../../common/training.ts';
import { outcomeWords, figure } from '../trainingWords.ts';
import type { Desk } from './desk.ts';
import type { Tone } from './notices.ts';

export function tellEnd(
  { notices, view, training }: Pick<Desk, 'notices' | 'view' | 'training'>,
  run: RunSummary,
): void {
  const text = endSentence(run);
  notices.announce(text);
  // Whoever looks at the run sees it there.
  if (view.getState().page === 'train' && training.store.getState().chosen === run.id) return;
  const tone: Tone = run.state === 'done' ? 'good' : run.state === 'failed' ? 'bad' : 'warn';
  const show = () => {
    view.setState({ page: 'train' });
    training.choose(run.id);
  };
  notices.say(text, { tone, action: { label: t('Show the run'), run: show } });
}

/** "Training ended with AP50 0.912. Finished after 10:02: …" */
export function endSentence(run: RunSummary): string {
  const { state, message, outcome } = run;
  if (state === 'failed')
    return message === undefined ? t('Training failed.') : t('Training failed. {message}', { message });
  if (state === 'interrupted')
    return t('Training was interrupted. {message}', { message: message ?? t('It can be continued.') });
  const end = outcomeWords(run);
  const reached = outcome?.figures;
  if (reached) return t('Training ended with AP50 {figure}. {end}', { figure: figure(reached.AP50), end });
  return end === '' ? t('Training ended.') : t('Training ended. {end}', { end });
}
