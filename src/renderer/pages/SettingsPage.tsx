// Theme, canvas, limits, network, large pictures, and the keys of every command.
import { useState } from 'react';
import { boxColourWays, type Theme } from '../../common/records.ts';
import { defaultPixelLimit } from '../../common/protocol.ts';
import { capital } from '../../common/words.ts';
import { drawingWays } from '../commands/drawing.ts';
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
  ['dark', 'Dark'],
  ['light', 'Light'],
  ['system', 'As the system'],
];

const switches = [
  ['crosshair', 'Crosshair while drawing'],
  ['filmstrip', 'Filmstrip below the picture'],
  ['rulers', 'Rulers in pixels at the picture'],
  ['minimap', 'Minimap when zoomed in'],
  ['followBoxes', 'Move the view to each box that keys select, instead of only to one out of sight'],
  ['keepZoom', 'Keep zoom and place for the next picture, instead of showing it whole'],
  ['keepAdjustments', 'Keep light and contrast for the next picture, instead of showing it as it is'],
] as const;

export function SettingsPage() {
  const desk = useDesk();
  const { settings } = desk;
  const { theme, ...look } = useFields(settings.store, 'theme', ...switches.map(([name]) => name));
  const { drawing, snapToBoxes, duplicatesFrom, boxColours } = useFields(
    settings.store,
    'drawing',
    'snapToBoxes',
    'duplicatesFrom',
    'boxColours',
  );
  const { app } = useFields(desk.project, 'app');
  return (
    <main className="page" aria-label="Settings" data-region="page">
      <div className="page-inside">
        <section aria-label="Look">
          <header className="page-head">
            <h2>Look</h2>
          </header>
          <fieldset className="in-line">
            <legend>Theme</legend>
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
        <section aria-label="Boxes">
          <header className="page-head">
            <h2>Boxes</h2>
          </header>
          <fieldset className="in-line">
            <legend>Draw</legend>
            {drawingWays.map(([way, words]) => (
              <Choice
                key={way}
                name="drawing"
                checked={drawing === way}
                onChoose={() => settings.set({ drawing: way })}
              >
                {capital(words)}
              </Choice>
            ))}
          </fieldset>
          <Switch
            label="Edges snap to boxes near by (to the picture’s border always; Ctrl lets go)"
            checked={snapToBoxes}
            onChange={(value) => settings.set({ snapToBoxes: value })}
          />
          <AskingSettings />
          <label className="choice">
            Duplicates overlap by an IoU of at least
            <Range
              label="Least overlap of duplicates"
              value={duplicatesFrom}
              least={0.3}
              most={1}
              step={0.05}
              onChange={(value) => settings.set({ duplicatesFrom: Math.round(value * 100) / 100 })}
            />
            <output className="code">{duplicatesFrom.toFixed(2)}</output>
          </label>
          <fieldset className="in-line">
            <legend>Colour</legend>
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
        <section aria-label="You">
          <header className="page-head">
            <h2>You</h2>
          </header>
          <YourName />
        </section>
        <section aria-label="Limits">
          <header className="page-head">
            <h2>Limits</h2>
          </header>
          <PixelLimit />
        </section>
        <section aria-label="Network">
          <header className="page-head">
            <h2>Network</h2>
          </header>
          <ProxySetting />
        </section>
        <section aria-label="Large pictures">
          <header className="page-head">
            <h2>Large pictures</h2>
          </header>
          <LargePictures />
        </section>
        <section aria-label="Keys">
          <header className="page-head">
            <h2>Keys</h2>
          </header>
          <KeySettings />
        </section>
        {app && (
          <p className="small muted selectable">{`Boxwright ${app.version} · Electron ${app.electron} · ${app.platform}`}</p>
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
        Largest picture
        <input
          className={valid ? 'field number-field' : 'field number-field invalid'}
          inputMode="numeric"
          aria-label="Largest picture in megapixels"
          value={text ?? is}
          onChange={(event) => setText(event.currentTarget.value)}
          onBlur={commit}
          onKeyDown={(event) => event.key === 'Enter' && commit()}
        />
        megapixels
        {pixelLimit !== defaultPixelLimit && (
          <Button dense look="bare" onClick={() => settings.set({ pixelLimit: defaultPixelLimit })}>
            Back to 268
          </Button>
        )}
      </label>
      <p className="muted">
        Larger pictures are refused before they are decoded and listed under Data. From 1 to 4,000.
      </p>
    </>
  );
}
