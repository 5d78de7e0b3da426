// How the state of a run is shown everywhere: an icon, a word and a tone, never the colour alone.
import {
  CircleAlert,
  CircleCheck,
  CircleDashed,
  CirclePause,
  CirclePlay,
  CircleStop,
  type LucideIcon,
} from 'lucide-react';
import { t } from '../../../common/messages/t.ts';
import type { RunState } from '../../../common/training.ts';

interface StateLook {
  readonly word: string;
  readonly tone: string;
  readonly icon: LucideIcon;
}

const looks: Readonly<Record<RunState, StateLook>> = {
  running: { word: t('Running'), tone: 'accent', icon: CirclePlay },
  paused: { word: t('Paused'), tone: 'warn', icon: CirclePause },
  stopping: { word: t('Stopping'), tone: 'accent', icon: CircleStop },
  interrupted: { word: t('Interrupted'), tone: 'warn', icon: CircleDashed },
  done: { word: t('Done'), tone: 'good', icon: CircleCheck },
  failed: { word: t('Failed'), tone: 'bad', icon: CircleAlert },
};

export function RunMark({ state }: { state: RunState }) {
  const { word, tone, icon: Icon } = looks[state];
  return (
    <span className={`state ${tone}`}>
      <Icon size={12} strokeWidth={2} aria-hidden />
      {word}
    </span>
  );
}
