// The line above everything: project, place in the list, whether all is saved; at the right the model and what it runs on.
import { ChevronDown, Import, LockKeyhole } from 'lucide-react';
import type { DetectorStatus } from '../../common/records.ts';
import { isRefusal } from '../state/saveQueue.ts';
import { useDesk, useFields } from '../state/useDesk.ts';
import { providerNames } from '../state/models.ts';
import { openDialog } from '../state/view.ts';
import { Button, Tip } from '../ui/Button.tsx';
import { Menu, MenuItem, MenuLine, MenuTitle } from '../ui/Menu.tsx';
import { counted } from '../../common/words.ts';

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
  const of =
    shown.length === indexOf.size ? indexOf.size.toLocaleString('en') : `${shown.length.toLocaleString('en')} shown`;
  return (
    <span className="title-part">
      {place > 0 ? `picture ${place.toLocaleString('en')} of ${of}` : 'picture outside of the filter'}
    </span>
  );
}

function ReadOnly() {
  return (
    <Tip text="The project's folder cannot be written. Nothing you change here would be kept, so editing is off.">
      <span className="title-part warn" role="status" aria-label="Save state">
        <LockKeyhole size={12} strokeWidth={2} aria-hidden /> read-only
      </span>
    </Tip>
  );
}

function Saved() {
  const { document } = useDesk();
  const { save } = useFields(document.store, 'save');
  if (save.failure) {
    return (
      <span className="title-part bad" role="status" aria-label="Save state">
        <span title={save.failure.message}>● {counted(save.pending, 'edit')} not saved</span>
        <Button dense look="bare" onClick={document.retrySave}>
          Try again
        </Button>
        {isRefusal(save.failure) && (
          <Button dense look="bare" onClick={() => void document.dropRefused()}>
            Drop the refused edit
          </Button>
        )}
      </span>
    );
  }
  return (
    <span className={save.pending > 0 ? 'title-part' : 'title-part muted'} role="status" aria-label="Save state">
      {save.pending > 0 ? 'saving…' : 'saved'}
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
        label="Model"
        align="end"
        trigger={
          <button type="button" className="button bare dense" aria-label={`Model: ${chosen?.name ?? 'none'}`}>
            <span className="cut">{chosen?.name ?? 'No model'}</span>
            <ChevronDown size={14} strokeWidth={1.75} aria-hidden />
          </button>
        }
      >
        <MenuTitle>Model for pre-labelling</MenuTitle>
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
          Import a model…
        </MenuItem>
      </Menu>
      <Tip text="What the detector runs on, and why">
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
  if (isLost && detector.state === 'ready') return { word: `${provider ?? ''} cannot be reached`, tone: 'bad' };
  switch (detector.state) {
    case 'starting':
      return { word: 'starting', tone: 'warn' };
    case 'restarting':
      return { word: 'restarting', tone: 'warn' };
    case 'stopped':
      return { word: 'detector stopped', tone: 'bad' };
    case 'busy':
      return { word: provider ?? 'busy', tone: 'accent' };
    case 'ready':
      return { word: provider ?? 'ready', tone: 'good' };
  }
}
