// What stands between the filters of the list of pictures and its rows: why it is cut down, and what is done with the marked ones.
import { ArrowLeft, X } from 'lucide-react';
import { pictures } from '../../common/messages/counts.ts';
import { t } from '../../common/messages/t.ts';
import { runCommand } from '../commands.ts';
import { useDesk, useEnabled, useFields } from '../state/useDesk.ts';
import { Button, CommandButton } from '../ui/Button.tsx';

/** The list was asked for from elsewhere, such as all pictures with a class. */
export function AmongBar() {
  const { images, insight, snapshots } = useDesk();
  const { away } = useFields(insight.store, 'away');
  const { away: differencesAway } = useFields(snapshots.store, 'away');
  const { among } = useFields(images.store, 'query').query;
  if (among === undefined) return null;
  return (
    <div className="banner">
      <span className="grow cut" title={among.words}>
        {among.words}
      </span>
      {differencesAway && <CommandButton command="snapshot.back" icon={ArrowLeft} words={t('Back')} look="plain" />}
      {away && !differencesAway && (
        <CommandButton command="insight.back" icon={ArrowLeft} words={t('Back')} look="plain" />
      )}
      <Button
        dense
        onClick={() => {
          images.setQuery({ among: undefined });
          insight.setAway(false);
          snapshots.setAway(false);
        }}
      >
        {t('Show all')}
      </Button>
    </div>
  );
}

/** Pictures marked for what is done with many at once, by Ctrl or Shift and a click, or Space in the list. */
export function MarkedBar() {
  const desk = useDesk();
  const { marked } = useFields(desk.view, 'marked');
  const canSplit = useEnabled('pictures.split');
  if (marked.size === 0) return null;
  return (
    <div className="banner marked-bar">
      <span className="grow">{t('{pictures} marked', { pictures: pictures(marked.size) })}</span>
      <button
        type="button"
        className="icon-button small-button"
        aria-label={t('Clear marks')}
        title={t('Clear marks')}
        onClick={() => desk.view.setState({ marked: new Set() })}
      >
        <X size={16} strokeWidth={1.75} aria-hidden />
      </button>
      <div className="marked-deeds">
        <Button dense onClick={() => runCommand(desk, 'prelabel.marked')}>
          {t('Pre-label')}
        </Button>
        <Button dense disabled={!canSplit} onClick={() => runCommand(desk, 'pictures.split')}>
          {t('Split…')}
        </Button>
      </div>
    </div>
  );
}
