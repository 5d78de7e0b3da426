// Theme, canvas, limits, network, large pictures, and the keys of every command.
import { useState } from 'react';
import { t } from '../../common/messages/t.ts';
import { boxColourWays, type DrawingWay, type Theme } from '../../common/records.ts';
import { defaultPixelLimit } from '../../common/protocol.ts';
import { boxColourWords } from '../commands/looking.ts';
import { Choice } from '../panels/ExportDialog.tsx';
import { AskingSettings } from '../panels/AskingSettings.tsx';
import { KeySettings } from '../panels/keys/KeySettings.tsx';
import { ProxySetting } from '../panels/ProxySetting.tsx';
import { useDesk, useFields } from '../state/useDesk.ts';
import { YourName } from '../panels/people/YourName.tsx';
import { Button } from '../ui/Button.tsx';
import { Range } from '../ui/Parts.tsx';
import { LanguageSetting } from '../panels/LanguageSetting.tsx';
import { LargePictures } from './LargePictures.tsx';

const themes: readonly (readonly [Theme, string])[] = [
  ['dark', t('Dark')],
  ['light', t('Light')],
  ['system', t('As the system')],
];

const drawingWays: readonly (readonly [DrawingWay, string])[] = [
  ['drag', t('By a drag')],
  ['two-clicks', t('By two corners')],
  ['four-points', t('By four outermost points')],
];

const switches = [
  ['crosshair', t('Crosshair while drawing')],
  ['filmstrip', t('Filmstrip below the picture')],
  ['rulers', t('Rulers in pixels at the picture')],
  ['minimap', t('Minimap when zoomed in')],
  ['followBoxes', t('Move the view to each box that keys select, instead of only to one out of sight')],
  ['keepZoom', t('Keep zoom and place for the next picture, instead of showing it whole')],
  ['keepAdjustments', t('Keep light and contrast for the next picture, instead of showing it as it is')],
] as const;

export function SettingsPage() {
  const desk = useDesk();
  const { settings } = desk;
  const { theme, ...look } = useFields(settings.store, 'theme', ...switches.map(([name]) => name));
  const { drawing, snapToBoxes, duplicatesFrom, boxColours, watchFolders } = useFields(
    settings.store,
    'drawing',
    'snapToBoxes',
    'duplicatesFrom',
    'boxColours',
    'watchFolders',
  );
  const { app } = useFields(desk.project, 'app');
  return (
    <main className="page" aria-label={t('Settings')} data-region="page">
      <div className="page-inside">
        <section aria-label={t('Look')}>
          <header className="page-head">
            <h2>{t('Look')}</h2>
          </header>
          <fieldset className="in-line">
            <legend>{t('Theme')}</legend>
            {themes.map(([value, word]) => (
              <Choice
                key={value}
                name="theme"
                checked={theme === value}
                onChoose={() => settings.set({ theme: value })}
              >
                {word}
              </Choice>
            ))}
          </fieldset>
          <LanguageSetting />
          {switches.map(([name, words]) => (
            <Switch
              key={name}
              label={words}
              checked={look[name]}
              onChange={(value) => settings.set({ [name]: value })}
            />
          ))}
        </section>
        <section aria-label={t('Boxes')}>
          <header className="page-head">
            <h2>{t('Boxes')}</h2>
          </header>
          <fieldset className="in-line">
            <legend>{t('Draw')}</legend>
            {drawingWays.map(([way, words]) => (
              <Choice
                key={way}
                name="drawing"
                checked={drawing === way}
                onChoose={() => settings.set({ drawing: way })}
              >
                {words}
              </Choice>
            ))}
          </fieldset>
          <Switch
            label={t('Edges snap to boxes near by (to the picture’s border always; Ctrl lets go)')}
            checked={snapToBoxes}
            onChange={(value) => settings.set({ snapToBoxes: value })}
          />
          <AskingSettings />
          <label className="choice">
            {t('Duplicates overlap by an IoU of at least')}
            <Range
              label={t('Least overlap of duplicates')}
              value={duplicatesFrom}
              least={0.3}
              most={1}
              step={0.05}
              onChange={(value) => settings.set({ duplicatesFrom: Math.round(value * 100) / 100 })}
            />
            <output className="code">{duplicatesFrom.toFixed(2)}</output>
          </label>
          <fieldset className="in-line">
            <legend>{t('Colour')}</legend>
            {boxColourWays.map((way) => (
              <Choice
                key={way}
                name="box-colours"
                checked={boxColours === way}
                onChoose={() => settings.set({ boxColours: way })}
              >
                {boxColourWords[way]}
              </Choice>
            ))}
          </fieldset>
        </section>
        <section aria-label={t('You')}>
          <header className="page-head">
            <h2>{t('You')}</h2>
          </header>
          <YourName />
        </section>
        <section aria-label={t('Picture folders')}>
          <header className="page-head">
            <h2>{t('Picture folders')}</h2>
          </header>
          <Switch
            label={t('Take up new, changed and removed pictures by themselves')}
            checked={watchFolders}
            onChange={(value) => settings.set({ watchFolders: value })}
          />
        </section>
        <section aria-label={t('Limits')}>
          <header className="page-head">
            <h2>{t('Limits')}</h2>
          </header>
          <PixelLimit />
        </section>
        <section aria-label={t('Network')}>
          <header className="page-head">
            <h2>{t('Network')}</h2>
          </header>
          <ProxySetting />
        </section>
        <section aria-label={t('Large pictures')}>
          <header className="page-head">
            <h2>{t('Large pictures')}</h2>
          </header>
          <LargePictures />
        </section>
        <section aria-label={t('Keys')}>
          <header className="page-head">
            <h2>{t('Keys')}</h2>
          </header>
          <KeySettings />
        </section>
        {app && (
          <p className="small muted selectable">
            {[`Boxwright ${app.version}`, `Electron ${app.electron}`, app.platform].join(' · ')}
          </p>
        )}
      </div>
    </main>
  );
}

function Switch({
  label,
  checked,
  onChange,
}: {
  label: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
}) {
  return (
    <label className="choice">
      <input type="checkbox" checked={checked} onChange={(event) => onChange(event.currentTarget.checked)} />
      {label}
    </label>
  );
}

function PixelLimit() {
  const { settings } = useDesk();
  const { pixelLimit } = useFields(settings.store, 'pixelLimit');
  const is = String(Math.round(pixelLimit / 1e6));
  const [text, setText] = useState<string>();
  const value = Number(text ?? is);
  const valid = Number.isFinite(value) && value >= 1 && value <= 4000;
  const commit = () => {
    if (text !== undefined && valid && text !== is) settings.set({ pixelLimit: Math.round(value * 1e6) });
    setText(undefined);
  };
  return (
    <>
      <label className="choice">
        {t('Largest picture')}
        <input
          className={valid ? 'field number-field' : 'field number-field invalid'}
          inputMode="numeric"
          aria-label={t('Largest picture in megapixels')}
          value={text ?? is}
          onChange={(event) => setText(event.currentTarget.value)}
          onBlur={commit}
          onKeyDown={(event) => event.key === 'Enter' && commit()}
        />
        {t('megapixels')}
        {pixelLimit !== defaultPixelLimit && (
          <Button dense look="bare" onClick={() => settings.set({ pixelLimit: defaultPixelLimit })}>
            {t('Back to 268')}
          </Button>
        )}
      </label>
      <p className="muted">
        {t('Larger pictures are refused before they are decoded and listed under Data. From 1 to 4,000.')}
      </p>
    </>
  );
}
