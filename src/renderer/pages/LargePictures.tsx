// The setting for pictures with small objects: whether the model is shown tiles of them, and how large.
import { useState } from 'react';
import { t } from '../../common/messages/t.ts';
import { tileSideLimits } from '../../common/tiles/choose.ts';
import { Choice } from '../panels/ExportDialog.tsx';
import { useDesk, useFields } from '../state/useDesk.ts';

/** Offered when tiles of a side are asked for first, pixels. */
const firstSide = 1024;

export function LargePictures() {
  const { settings } = useDesk();
  const { tiles } = useFields(settings.store, 'tiles');
  return (
    <>
      <fieldset className="in-line">
        <legend>{t('Pre-label in tiles')}</legend>
        <Choice name="tiles" checked={tiles === 'auto'} onChoose={() => settings.set({ tiles: 'auto' })}>
          {t('Automatic')}
        </Choice>
        <Choice name="tiles" checked={tiles === 'off'} onChoose={() => settings.set({ tiles: 'off' })}>
          {t('Off')}
        </Choice>
        <Choice
          name="tiles"
          checked={typeof tiles === 'number'}
          onChoose={() => typeof tiles !== 'number' && settings.set({ tiles: firstSide })}
        >
          {t('By hand')}
        </Choice>
        {typeof tiles === 'number' && <TileSide side={tiles} />}
      </fieldset>
      <p className="muted">
        {t(
          'A model sees a large picture much reduced, and small objects vanish. In tiles, which overlap by a fifth, it sees them at their size; the whole picture is looked at too. Automatic cuts where your boxes show that objects are small.',
        )}
      </p>
    </>
  );
}

function TileSide({ side }: { side: number }) {
  const { settings } = useDesk();
  const [text, setText] = useState<string>();
  const value = Number(text ?? side);
  const isValid = Number.isInteger(value) && value >= tileSideLimits.least && value <= tileSideLimits.most;
  const commit = () => {
    if (text !== undefined && isValid) settings.set({ tiles: value });
    setText(undefined);
  };
  return (
    <label className="choice">
      <input
        className={isValid ? 'field number-field' : 'field number-field invalid'}
        inputMode="numeric"
        aria-label={t('Side of a tile in pixels')}
        value={text ?? String(side)}
        onChange={(event) => setText(event.currentTarget.value)}
        onBlur={commit}
        onKeyDown={(event) => event.key === 'Enter' && commit()}
      />
      {t('pixels')}
    </label>
  );
}
