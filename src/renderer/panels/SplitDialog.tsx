// Which pictures are put into which split of the data set: the one on screen, those marked in the list, or all that it shows.
import { useState } from 'react';
import type { ImageId } from '../../common/annotation/types.ts';
import { compareSplits, longestSplitName } from '../../common/dataset/parts.ts';
import { parts } from '../../common/dataset/split.ts';
import { t } from '../../common/messages/t.ts';
import type { Desk } from '../state/desk.ts';
import { useDesk, useFields } from '../state/useDesk.ts';
import { openDialog } from '../state/view.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Choice } from './ExportDialog.tsx';

/** Of the field: a name, none, or one that is typed. */
type Target = { readonly is: 'name'; readonly name: string | null } | { readonly is: 'typed' };

interface Group {
  readonly name: 'one' | 'marked' | 'shown';
  readonly words: string;
  readonly images: readonly ImageId[];
}

/** The narrowest first; one without pictures is left out. */
function groupsOf(desk: Desk): readonly Group[] {
  const { images, shown, current } = desk.images.store.getState();
  const { marked } = desk.view.getState();
  const one = current === undefined ? undefined : desk.images.get(current);
  const all: readonly Group[] = [
    {
      name: 'one',
      words: t('The one on screen: {name}', { name: one?.name ?? '' }),
      images: one === undefined ? [] : [one.id],
    },
    { name: 'marked', words: t('The marked ones · {count, number}', { count: marked.size }), images: [...marked] },
    {
      name: 'shown',
      words: t('All that the list shows · {count, number}', { count: shown.length }),
      images: shown.flatMap((index) => images[index]?.id ?? []),
    },
  ];
  return all.filter((group) => group.images.length > 0);
}

export function SplitDialog() {
  const desk = useDesk();
  const [groups] = useState(() => groupsOf(desk));
  const [chosen, setChosen] = useState(() => groups.find(({ name }) => name === 'marked') ?? groups[0]);
  const [target, setTarget] = useState<Target>({ is: 'name', name: 'train' });
  const [typed, setTyped] = useState('');
  const close = () => openDialog(desk.view, undefined);
  const to = target.is === 'name' ? target.name : typed.trim();
  const isReady = chosen !== undefined && to !== '';
  const put = () => {
    if (!isReady) return;
    close();
    void desk.categories.edit({ kind: 'split', images: chosen.images, to });
  };
  return (
    <Dialog
      title={t('Put pictures into a split')}
      onClose={close}
      foot={
        <>
          <Button onClick={close}>{t('Cancel')}</Button>
          <Button look="primary" disabled={!isReady} onClick={put}>
            {t('Put them there')}
          </Button>
        </>
      }
    >
      <form
        className="dialog-body stack"
        onSubmit={(event) => {
          event.preventDefault();
          put();
        }}
      >
        <fieldset>
          <legend>{t('Which pictures')}</legend>
          {groups.map((group) => (
            <Choice key={group.name} name="split-pictures" checked={chosen === group} onChoose={() => setChosen(group)}>
              {group.words}
            </Choice>
          ))}
        </fieldset>
        <TargetField target={target} onChange={setTarget} />
        {target.is === 'typed' && (
          <input
            className="field"
            ref={(field) => field?.focus()}
            aria-label={t('Name of the split')}
            placeholder={t('Name of the split')}
            maxLength={longestSplitName}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
        )}
        <p className="muted">{t('One step; it can be undone. Training and export go by the splits.')}</p>
      </form>
    </Dialog>
  );
}

function TargetField({ target, onChange }: { target: Target; onChange: (target: Target) => void }) {
  const { images } = useDesk();
  const { splits } = useFields(images.store, 'splits');
  const names = [...new Set([...parts, ...splits.keys(), null])].sort(compareSplits);
  return (
    <label className="choice">
      {t('Split')}
      <select
        className="field"
        data-focus-first
        aria-label={t('Split')}
        value={JSON.stringify(target)}
        onChange={({ currentTarget }) => onChange(JSON.parse(currentTarget.value) as Target)}
      >
        {names.map((name) => (
          <option key={JSON.stringify(name)} value={JSON.stringify({ is: 'name', name })}>
            {name ?? t('no split')}
          </option>
        ))}
        <option value={JSON.stringify({ is: 'typed' })}>{t('Another name')}</option>
      </select>
    </label>
  );
}
