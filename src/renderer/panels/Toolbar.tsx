// The line above the canvas: tools, zoom, threshold, and what is done to the whole picture.
import {
  CheckCheck,
  CircleCheck,
  Hand,
  Maximize,
  MousePointer2,
  ScanSearch,
  Sparkles,
  WandSparkles,
} from 'lucide-react';
import { useCurrentImage, useDesk, useFields } from '../state/useDesk.ts';
import { CommandButton, IconButton, Tip } from '../ui/Button.tsx';
import { scoreFloor } from '../state/models.ts';
import { setThreshold } from '../state/threshold.ts';
import { Slider } from '../ui/Parts.tsx';
import { runCommand } from '../commands.ts';
import { LookButton } from './look/LookPanel.tsx';
import { DrawTool } from './DrawTool.tsx';
import { useThreshold } from './useThreshold.ts';
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
      <Threshold />
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
      <CommandButton command="tool.ask" icon={WandSparkles} pressed={tool === 'ask'} />
      <CommandButton command="tool.pan" icon={Hand} pressed={tool === 'pan'} />
    </>
  );
}

function Zoom() {
  const { scale } = useFields(useDesk().hand, 'scale');
  const shown = useCurrentImage()?.problem === undefined;
  return (
    <output className="zoom" aria-label="Zoom">
      {shown ? percent(scale) : '–'}
    </output>
  );
}

/** "46 %", "3.2 %": whole numbers where they are enough. */
export function percent(scale: number): string {
  return `${scale < 0.1 ? (scale * 100).toFixed(1) : Math.round(scale * 100)} %`;
}

function Threshold() {
  const desk = useDesk();
  const { models: known } = useFields(desk.models.store, 'models');
  const { project: open } = useFields(desk.project, 'project');
  const shown = useThreshold();
  return (
    <Tip text="Proposals below this score are not shown" keys="[">
      <label className="threshold">
        <span className="threshold-word">Proposals</span>≥
        <Slider
          label="Proposal threshold"
          value={shown}
          least={scoreFloor(known, open?.model)}
          onChange={(value) => setThreshold(desk, value)}
        />
        <output className="threshold-number">{shown.toFixed(2)}</output>
      </label>
    </Tip>
  );
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
