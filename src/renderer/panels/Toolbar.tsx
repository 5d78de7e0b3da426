// The line above the canvas: tools, zoom, scores, and what is done to the whole picture.
import { CheckCheck, CircleCheck, Hand, Maximize, MousePointer2, ScanSearch, Sparkles } from 'lucide-react';
import { useCurrentImage, useDesk, useFields } from '../state/useDesk.ts';
import { CommandButton, IconButton } from '../ui/Button.tsx';
import { Live } from '../ui/Live.tsx';
import { runCommand } from '../commands.ts';
import { LookButton } from './look/LookPanel.tsx';
import { DrawTool } from './DrawTool.tsx';
import { ScoreFilter } from './review/ScoreFilter.tsx';
import { writeScale } from './handWords.ts';
import { useGroups } from './useGroups.ts';

export function Toolbar() {
  return (
    <div className="toolbar" role="toolbar" aria-label="Tools" data-region="toolbar">
      <Tools />
      <span className="divide" />
      <div className="zoom-buttons">
        <CommandButton command="view.fit" icon={Maximize} />
        <CommandButton command="view.one-to-one" icon={ScanSearch} />
        <Zoom />
        <LookButton />
        <span className="divide" />
      </div>
      <ScoreFilter />
      <span className="grow" />
      <WholePicture />
    </div>
  );
}

function Tools() {
  const { view } = useDesk();
  const { tool } = useFields(view, 'tool');
  return (
    <>
      <CommandButton command="tool.select" icon={MousePointer2} pressed={tool === 'select'} />
      <DrawTool />
      <CommandButton command="tool.pan" icon={Hand} pressed={tool === 'pan'} />
    </>
  );
}

function Zoom() {
  const { hand } = useDesk();
  const shown = useCurrentImage()?.problem === undefined;
  if (!shown) return <output className="zoom">–</output>;
  return <Live store={hand} write={writeScale} as="output" className="zoom" label="Zoom" />;
}

function WholePicture() {
  const desk = useDesk();
  const groups = useGroups();
  const image = useCurrentImage();
  const done = image?.state === 'done';
  return (
    <>
      <CommandButton command="prelabel.this" icon={Sparkles} words={<span className="wide-only">Pre-label</span>} />
      <CommandButton
        command="proposals.accept-shown"
        icon={CheckCheck}
        words={
          <>
            <span className="accept-word">Accept all</span> {groups.proposals.length}
          </>
        }
      />
      <IconButton
        icon={CircleCheck}
        label={done ? 'Picture is done; open it again' : 'Mark picture done'}
        keys="$mod+Enter"
        pressed={done}
        onClick={() => runCommand(desk, 'pictures.toggle-done')}
      />
    </>
  );
}
