// What was said of the picture: a banner above the canvas while it stands returned, and every verdict among the facts.
import { CircleCheck, MessageSquareReply } from 'lucide-react';
import { useEffect, useState } from 'react';
import { t } from '../../../common/messages/t.ts';
import type { ImageSummary } from '../../../common/annotation/types.ts';
import type { StoredVerdict } from '../../../common/records.ts';
import { useCurrentImage, useDesk } from '../../state/useDesk.ts';
import { CommandButton } from '../../ui/Button.tsx';
import { lookOfState } from '../imageStates.tsx';
import { stampWords } from './words.ts';

export function ReturnedBanner() {
  const image = useCurrentImage();
  if (image?.state !== 'returned') return null;
  const { note, ...stamp } = image.verdict ?? {};
  return (
    <div className="banner returned-banner" role="status">
      <MessageSquareReply size={16} strokeWidth={1.75} className="warn" aria-hidden />
      <span className="grow selectable">
        {note ?? t('Returned without a note.')} <span className="muted small">{stampWords(t('Returned'), stamp)}</span>
      </span>
      <CommandButton command="pictures.toggle-done" icon={CircleCheck} words={t('Labelled')} look="plain" />
    </div>
  );
}

/** Oldest first; nothing where nothing was said. */
export function VerdictList({ image }: { image: ImageSummary }) {
  const verdicts = useVerdicts(image);
  if (verdicts.length === 0) return null;
  return (
    <ul className="verdicts small muted" aria-label={t('What was said of the picture')}>
      {verdicts.map((one, place) => (
        <li key={place} className="selectable">
          {verdictWords(one)}
        </li>
      ))}
    </ul>
  );
}

function verdictWords({ verdict, note, ...stamp }: StoredVerdict): string {
  const what = stampWords(lookOfState(verdict).word, stamp);
  return note === undefined ? what : t('{what}: {note}', { what, note });
}

/** Read again when the newest one changed. */
function useVerdicts({ id, state, verdict }: ImageSummary): readonly StoredVerdict[] {
  const { studio, notices } = useDesk();
  const [read, setRead] = useState<{ readonly id: number; readonly verdicts: readonly StoredVerdict[] }>();
  const at = verdict?.at;
  useEffect(() => {
    let isOver = false;
    void studio.ask('image/verdicts', { image: id }).then((result) => {
      if (isOver) return;
      if (result.ok) setRead({ id, verdicts: result.value });
      else notices.report(result.failure);
    });
    return () => {
      isOver = true;
    };
  }, [studio, notices, id, state, at]);
  return read?.id === id ? read.verdicts : [];
}
