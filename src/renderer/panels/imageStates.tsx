// How the state of a picture is shown everywhere: an icon, a word and a colour, never the colour alone.
import {
  BadgeCheck,
  Circle,
  CircleCheck,
  CircleDashed,
  CircleDot,
  TriangleAlert,
  MessageSquareReply,
  type LucideIcon,
} from 'lucide-react';
import type { ImageState, ImageSummary } from '../../common/annotation/types.ts';
import { t } from '../../common/messages/t.ts';

interface StateLook {
  readonly word: string;
  readonly tone: string;
  readonly icon: LucideIcon;
}

const looks = {
  new: { word: t('New'), tone: 'muted', icon: Circle },
  proposed: { word: t('Proposed'), tone: 'accent', icon: CircleDashed },
  'in-work': { word: t('In work'), tone: 'warn', icon: CircleDot },
  done: { word: t('Labelled'), tone: 'good', icon: CircleCheck },
  reviewed: { word: t('Reviewed'), tone: 'good', icon: BadgeCheck },
  returned: { word: t('Returned'), tone: 'warn', icon: MessageSquareReply },
  problem: { word: t('Unreadable'), tone: 'bad', icon: TriangleAlert },
} as const satisfies Record<string, StateLook>;

function lookOf(image: ImageSummary): StateLook {
  // A picture that is labelled stays so even when its file went away since.
  return image.problem !== undefined && image.state === 'new' ? looks.problem : looks[image.state];
}

export function lookOfState(state: ImageState): StateLook {
  return looks[state];
}

export function StateMark({ image }: { image: ImageSummary }) {
  const { word, tone, icon: Icon } = lookOf(image);
  return (
    <span className={`state ${tone}`}>
      <Icon size={12} strokeWidth={2} aria-hidden />
      {word}
    </span>
  );
}
