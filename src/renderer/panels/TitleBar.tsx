// The line above everything: project, place in the list, whether all is saved; at the right the model and what it runs on.
import { ChevronDown, Import, LockKeyhole } from 'lucide-react';
import { edits } from '../../common/messages/counts.ts';
import { t } from '../../common/messages/t.ts';
import type { DetectorStatus } from '../../common/records.ts';
import { isRefusal } from '../state/saveQueue.ts';
import { useDesk, useFields } from '../state/useDesk.ts';
import { providerNames } from '../state/models.ts';
import { openDialog } from '../state/view.ts';
import { Button, Tip } from '../ui/Button.tsx';
import { Menu, MenuItem, MenuLine, MenuTitle } from '../ui/Menu.tsx';

export function TitleBar() {
  const desk = useDesk();
  const { project, phase } = useFields(desk.project, 'project', 'phase');
  return (
    <header className="title-bar">
      <h1 className="cut">{project?.name ?? 'Boxwright'}</h1>
      {phase === 'open' && (
        <>
          <Place />
          {project?.readOnly === true ? <ReadOnly /> : <Saved />}
          <span className="grow" />
          <ModelPicker />
        </>
      )}
    </header>
  );
}

function Place() {
  const { images } = useDesk();
  const { current, shown, indexOf } = useFields(images.store, 'current', 'shown', 'indexOf');
  if (current === undefined) return null;
  const place = shown.indexOf(indexOf.get(current) ?? -1) + 1;
  const numbers = { place, count: shown.length };
  const words =
    place === 0
      ? t('picture outside of the filter')
      : shown.length === indexOf.size
        ? t('picture {place, number} of {count, number}', numbers)
        : t('picture {place, number} of {count, number} shown', numbers);
  return <span className="title-part">{words}</span>;
}

function ReadOnly() {
  const desk = useDesk();
  const { project, free } = useFields(desk.project, 'project', 'free');
  return (
    <>
      <Tip
        text={
          project?.readOnlyReason ??
          t('The project’s folder cannot be written. Nothing you change here would be kept, so editing is off.')
        }
      >
        <span className="title-part warn" role="status" aria-label={t('Save state')}>
          <LockKeyhole size={12} strokeWidth={2} aria-hidden /> {t('read-only')}
        </span>
      </Tip>
      {free && (
        <Button dense look="bare" onClick={() => void desk.flow.openForWriting()}>
          {t('Open for writing')}
        </Button>
      )}
    </>
  );
}

function Saved() {
  const { document } = useDesk();
  const { save } = useFields(document.store, 'save');
  if (save.failure) {
    return (
      <span className="title-part bad" role="status" aria-label={t('Save state')}>
        <span title={save.failure.message}>● {t('{edits} not saved', { edits: edits(save.pending) })}</span>
        <Button dense look="bare" onClick={document.retrySave}>
          {t('Try again')}
        </Button>
        {isRefusal(save.failure) && (
          <Button dense look="bare" onClick={() => void document.dropRefused()}>
            {t('Drop the refused edit')}
          </Button>
        )}
      </span>
    );
  }
  return (
    <span className={save.pending > 0 ? 'title-part' : 'title-part muted'} role="status" aria-label={t('Save state')}>
      {save.pending > 0 ? t('saving…') : t('saved')}
    </span>
  );
}

function ModelPicker() {
  const desk = useDesk();
  const { models, detector } = useFields(desk.models.store, 'models', 'detector');
  const { project } = useFields(desk.project, 'project');
  const chosen = models.find((model) => model.id === project?.model);
  return (
    <div className="title-model">
      <Menu
        label={t('Model')}
        align="end"
        trigger={
          <button
            type="button"
            className="button bare dense"
            aria-label={chosen ? t('Model: {name}', { name: chosen.name }) : t('Model: none')}
          >
            <span className="cut">{chosen?.name ?? t('No model')}</span>
            <ChevronDown size={14} strokeWidth={1.75} aria-hidden />
          </button>
        }
      >
        <MenuTitle>{t('Model for pre-labelling')}</MenuTitle>
        {models.map((model) => (
          <MenuItem
            key={model.id}
            checked={model.id === project?.model}
            onSelect={() => void desk.flow.useModel(model.id)}
          >
            {model.name}
          </MenuItem>
        ))}
        <MenuLine />
        <MenuItem icon={Import} onSelect={() => void desk.modelImport.choose()}>
          {t('Import a model…')}
        </MenuItem>
      </Menu>
      <Tip text={t('What the detector runs on, and why')}>
        <button type="button" className="button bare dense" onClick={() => openDialog(desk.view, { kind: 'provider' })}>
          <DetectorState detector={detector} />
        </button>
      </Tip>
    </div>
  );
}

export function DetectorState({ detector }: { detector: DetectorStatus }) {
  const { word, tone } = detectorLook(detector);
  return (
    <span className="provider">
      {word}
      <span className={`dot ${tone}`} aria-hidden />
    </span>
  );
}

function detectorLook(detector: DetectorStatus): { readonly word: string; readonly tone: string } {
  const provider = detector.model && providerNames[detector.model.provider];
  const isLost = detector.model !== undefined && !detector.model.attempts.some(({ ok }) => ok);
  if (isLost && detector.state === 'ready')
    return { word: t('{provider} cannot be reached', { provider: provider ?? '' }), tone: 'bad' };
  switch (detector.state) {
    case 'starting':
      return { word: t('starting'), tone: 'warn' };
    case 'restarting':
      return { word: t('restarting'), tone: 'warn' };
    case 'stopped':
      return { word: t('detector stopped'), tone: 'bad' };
    case 'busy':
      return { word: provider ?? t('busy'), tone: 'accent' };
    case 'ready':
      return { word: provider ?? t('ready'), tone: 'good' };
  }
}
