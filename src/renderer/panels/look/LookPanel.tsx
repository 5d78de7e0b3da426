// The panel that drops from the toolbar: how the picture is shown. For looking only, and it says so.
import { RotateCcw, SlidersHorizontal } from 'lucide-react';
import { Popover } from 'radix-ui';
import { t } from '../../../common/messages/t.ts';
import { isAdjusted } from '../../canvas/adjust/adjustments.ts';
import { runCommand } from '../../commands.ts';
import { adjust, gammaAt, placeOfGamma } from '../../commands/viewing.ts';
import { useDesk, useFields } from '../../state/useDesk.ts';
import { CommandButton, Tip } from '../../ui/Button.tsx';
import { Range } from '../../ui/Parts.tsx';
import { Choice } from '../ExportDialog.tsx';
import { CommandSwitch } from './CommandSwitch.tsx';
import { LevelsPart } from './LevelsPart.tsx';

export function LookButton() {
  const desk = useDesk();
  const { lookOpen, adjustments } = useFields(desk.view, 'lookOpen', 'adjustments');
  return (
    <Popover.Root open={lookOpen} onOpenChange={(open) => desk.view.setState({ lookOpen: open })}>
      <Tip text={t('How the picture is shown: light, contrast, magnifier, rulers')}>
        <Popover.Trigger asChild>
          <button
            type="button"
            className={isAdjusted(adjustments) ? 'icon-button marked' : 'icon-button'}
            aria-label={t('View')}
          >
            <SlidersHorizontal size={16} strokeWidth={1.75} aria-hidden />
          </button>
        </Popover.Trigger>
      </Tip>
      <Popover.Portal>
        <Popover.Content
          className="look-panel"
          aria-label={t('View')}
          sideOffset={6}
          collisionPadding={8}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            document.querySelector<HTMLElement>('[role="application"]')?.focus();
          }}
        >
          <LightPart />
          <LevelsPart />
          <AidsPart />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

function LightPart() {
  const desk = useDesk();
  const { adjustments } = useFields(desk.view, 'adjustments');
  const { keepAdjustments } = useFields(desk.settings.store, 'keepAdjustments');
  const { brightness, contrast, gamma, inverted, grayscale } = adjustments;
  return (
    <section aria-label={t('Light and contrast')}>
      <header className="look-head">
        <h3 className="grow">{t('Light and contrast')}</h3>
        <CommandButton command="view.unadjust" icon={RotateCcw} />
      </header>
      <p className="small muted">{t('For looking only: the model and the export get the picture as it is.')}</p>
      <Amount
        label={t('Brightness')}
        value={brightness}
        shown={percentWords(brightness)}
        onChange={(value) => adjust(desk, { brightness: value })}
      />
      <Amount
        label={t('Contrast')}
        value={contrast}
        shown={percentWords(contrast)}
        onChange={(value) => adjust(desk, { contrast: value })}
      />
      <Amount
        label={t('Gamma')}
        value={placeOfGamma(gamma)}
        shown={gamma.toFixed(2)}
        onChange={(value) => adjust(desk, { gamma: gammaAt(value) })}
      />
      <CommandSwitch command="view.invert" checked={inverted} words={t('Inverted')} />
      <CommandSwitch command="view.grayscale" checked={grayscale} words={t('Gray')} />
      <CommandSwitch command="view.keep-adjustments" checked={keepAdjustments} words={t('Keep for the next picture')} />
    </section>
  );
}

/** What is drawn beside or over the picture, and what becomes of the zoom. */
function AidsPart() {
  const desk = useDesk();
  const { magnifier } = useFields(desk.view, 'magnifier');
  const settings = useFields(desk.settings.store, 'magnification', 'minimap', 'rulers', 'keepZoom');
  return (
    <section aria-label={t('Aids')}>
      <header className="look-head">
        <h3 className="grow">{t('Aids')}</h3>
      </header>
      <CommandSwitch command="view.magnifier" checked={magnifier === 'on'} words={t('Magnifier (M held)')} />
      <fieldset className="in-line">
        <legend className="unseen">{t('Magnifier')}</legend>
        {([4, 8] as const).map((times) => (
          <Choice
            key={times}
            name="magnification"
            checked={settings.magnification === times}
            onChoose={() => desk.settings.set({ magnification: times })}
          >
            {t('{times} times', { times })}
          </Choice>
        ))}
      </fieldset>
      <CommandSwitch command="view.minimap" checked={settings.minimap} words={t('Minimap when zoomed in')} />
      <CommandSwitch command="view.rulers" checked={settings.rulers} words={t('Rulers in pixels')} />
      <CommandSwitch command="view.keep-zoom" checked={settings.keepZoom} words={t('Keep zoom and place')} />
    </section>
  );
}

/** "+35 %", "0 %", "−20 %". */
function percentWords(value: number): string {
  const percent = Math.round(value * 100);
  return `${percent > 0 ? '+' : percent < 0 ? '−' : ''}${Math.abs(percent)} %`;
}

interface AmountProps {
  readonly label: string;
  /** −1 … 1. */
  readonly value: number;
  readonly shown: string;
  readonly onChange: (value: number) => void;
}

/** A slider with its number; a double click takes it back to the middle. */
function Amount({ label, value, shown, onChange }: AmountProps) {
  return (
    <label className="look-amount" onDoubleClick={() => onChange(0)}>
      <span>{label}</span>
      <Range label={label} value={value} least={-1} most={1} step={0.01} words={shown} onChange={onChange} />
      <output>{shown}</output>
    </label>
  );
}

/** Above the canvas while the picture is not shown as it is; a click shows it so again. */
export function AdjustedChip() {
  const desk = useDesk();
  const { adjustments } = useFields(desk.view, 'adjustments');
  if (!isAdjusted(adjustments)) return null;
  return (
    <Tip text={t('Light or contrast is changed, for looking only. Show the picture as it is')} keys="Shift+i">
      <button type="button" className="adjusted-chip" onClick={() => runCommand(desk, 'view.unadjust')}>
        {t('Shown adjusted')}
        <RotateCcw size={12} strokeWidth={2} aria-hidden />
      </button>
    </Tip>
  );
}
