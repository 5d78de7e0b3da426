// The line above the canvas: tools, zoom, scores, and what is done to the whole picture.
import {
  BadgeCheck,
  CheckCheck,
  CircleCheck,
  Hand,
  Maximize,
  MousePointer2,
  ScanSearch,
  Sparkles,
  MessageSquareReply,
  WandSparkles,
} from 'lucide-react';
import { t } from '../../common/messages/t.ts';
import { useCurrentImage, useDesk, useFields } from '../state/useDesk.ts';
import { CommandButton } from '../ui/Button.tsx';
import { Live } from '../ui/Live.tsx';
import { LookButton } from './look/LookPanel.tsx';
import { DrawTool } from './DrawTool.tsx';
import { ScoreFilter } from './review/ScoreFilter.tsx';
import { writeScale } from './handWords.ts';
import { useGroups } from './useGroups.ts';

export function Toolbar() {
  return (
    <div className="toolbar" role="toolbar" aria-label={t('Tools')} data-region="toolbar">
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
      <CommandButton command="tool.ask" icon={WandSparkles} pressed={tool === 'ask'} />
      <CommandButton command="tool.pan" icon={Hand} pressed={tool === 'pan'} />
    </>
  );
}

function Zoom() {
  const { hand } = useDesk();
  const shown = useCurrentImage()?.problem === undefined;
  if (!shown) return <output className="zoom">–</output>;
  return <Live store={hand} write={writeScale} as="output" className="zoom" label={t('Zoom')} />;
}

function WholePicture() {
  const groups = useGroups();
  const image = useCurrentImage();
  return (
    <>
      <CommandButton
        command="prelabel.this"
        icon={Sparkles}
        words={<span className="wide-only">{t('Pre-label')}</span>}
      />
      <CommandButton
        command="proposals.accept-shown"
        icon={CheckCheck}
        words={
          <>
            <span className="accept-word">{t('Accept all')}</span> {groups.proposals.length}
          </>
        }
      />
      <CommandButton command="pictures.toggle-done" icon={CircleCheck} pressed={image?.state === 'done'} />
      {/* Where there is no room, the picture's facts have them. */}
      <span className="verdict-more">
        <CommandButton command="pictures.toggle-reviewed" icon={BadgeCheck} pressed={image?.state === 'reviewed'} />
        <CommandButton command="pictures.return" icon={MessageSquareReply} pressed={image?.state === 'returned'} />
      </span>
    </>
  );
}
