// The middle of the label page: the canvas with what it needs, or a word in its place when there is nothing to show.
import { CircleAlert, ImageOff, RefreshCw } from 'lucide-react';
import { useStore } from 'zustand';
import { useCallback, useMemo, type ReactNode } from 'react';
import type { Change } from '../../common/annotation/change.ts';
import type { AnnotationId, ImageSummary } from '../../common/annotation/types.ts';
import { boxes } from '../../common/messages/counts.ts';
import { t } from '../../common/messages/t.ts';
import { AnnotationCanvas } from '../canvas/AnnotationCanvas.tsx';
import type { Picture } from '../canvas/props.ts';
import { drawingClass } from '../commands/classes.ts';
import { useCurrentImage, useDesk, useFields } from '../state/useDesk.ts';
import { Button, CommandButton } from '../ui/Button.tsx';
import { EmptyState } from '../ui/Parts.tsx';
import { NoPictures } from './NoPictures.tsx';
import { AdjustedChip } from './look/LookPanel.tsx';
import { useAdjusted } from './useAdjusted.ts';
import { useComparedCanvas } from './comparing/useComparison.ts';
import { ColourLegend } from './review/ColourLegend.tsx';
import { useAsking } from './useAsking.ts';
import { HiddenChip } from './BoxMarks.tsx';
import { useBounds } from './useBounds.ts';
import { useGroups } from './useGroups.ts';
import { ReturnedBanner } from './people/Verdicts.tsx';
import { usePicture } from './usePicture.ts';
import { useTheme } from './useTheme.ts';
import type { Deed } from '../../common/annotation/deed.ts';

export function Stage() {
  const desk = useDesk();
  const { phase } = useFields(desk.images.store, 'phase');
  const { project } = useFields(desk.project, 'project');
  const image = useCurrentImage();
  return (
    <div className="stage" data-region="canvas">
      <DetectorBanner />
      <ReturnedBanner />
      {image?.problem !== undefined ? (
        <NotShown
          reason={image.problem}
          action={<CommandButton command="project.rescan" icon={RefreshCw} words={t('Look again')} look="plain" />}
        />
      ) : image ? (
        <PictureStage key={project?.id} image={image} />
      ) : phase === 'ready' ? (
        <NoPictures />
      ) : (
        <EmptyState title={t('Opening the project')} />
      )}
    </div>
  );
}

function PictureStage({ image }: { image: ImageSummary }) {
  const { document } = useDesk();
  const { phase, failure } = useFields(document.store, 'phase', 'failure');
  const { picture, retry } = usePicture(image);
  if (picture.state === 'failed') {
    return (
      <NotShown
        reason={picture.message}
        action={
          <Button icon={RefreshCw} onClick={retry}>
            {t('Try again')}
          </Button>
        }
      />
    );
  }
  if (phase === 'failed' && failure) {
    return (
      <EmptyState
        icon={CircleAlert}
        title={t('The boxes of this picture could not be read')}
        actions={<Button onClick={() => void document.open(image.id)}>{t('Try again')}</Button>}
      >
        <p className="selectable">{failure.message}</p>
      </EmptyState>
    );
  }
  return (
    <>
      <CanvasHost image={image} picture={picture} />
      <HiddenChip />
    </>
  );
}

function NotShown({ reason, action }: { reason: string; action: ReactNode }) {
  return (
    <EmptyState icon={ImageOff} title={t('This picture cannot be shown')} actions={action}>
      <p className="selectable">{reason}</p>
      <p>
        {t('Labelling the others goes on. When the file is repaired or the limit under Settings raised, look again.')}
      </p>
    </EmptyState>
  );
}

function CanvasHost({ image, picture }: { image: ImageSummary; picture: Picture }) {
  const desk = useDesk();
  const { annotations, selection, phase } = useFields(desk.document.store, 'annotations', 'selection', 'phase');
  const { list } = useFields(desk.categories.store, 'list');
  const { crosshair, keepZoom, followBoxes, boxColours, rulers, minimap, magnification, drawing, snapToBoxes } =
    useFields(
      desk.settings.store,
      'crosshair',
      'keepZoom',
      'followBoxes',
      'boxColours',
      'rulers',
      'minimap',
      'magnification',
      'drawing',
      'snapToBoxes',
    );
  const scores = useBounds();
  const { tool, hand, hidden, showRejected, viewportRequest, magnifier } = useFields(
    desk.view,
    'tool',
    'hand',
    'activeCategory',
    'hidden',
    'showRejected',
    'viewportRequest',
    'magnifier',
  );
  const { pass } = useFields(desk.review.store, 'pass');
  const { project } = useFields(desk.project, 'project');
  const marks = useStore(desk.marks);
  const theme = useTheme();
  const { picture: shown, onPointer } = useAdjusted(image.id, picture);
  const groups = useGroups();
  const asking = useAsking(image);
  const compared = useComparedCanvas(annotations);
  const onChange = useCallback((change: Change, done: Deed) => desk.document.edit(change, done), [desk]);
  const onSelect = useCallback((ids: ReadonlySet<AnnotationId>) => desk.document.select(ids), [desk]);
  const hands = useMemo(
    () => ({
      onViewport: ({ scale }: { readonly scale: number }) => desk.hand.setState({ scale }),
    }),
    [desk],
  );
  const writable = project?.readOnly === false && phase === 'ready' && desk.ids.left() > 0;
  const size = picture.state === undefined || picture.state === 'ready' ? picture : image;
  return (
    <>
      <AnnotationCanvas
        picture={shown}
        imageId={image.id}
        imageWidth={size.width}
        imageHeight={size.height}
        annotations={annotations}
        categories={list}
        selection={selection}
        scores={scores}
        tool={tool}
        hand={hand}
        activeCategory={drawingClass(desk)}
        crosshair={crosshair}
        drawing={drawing}
        snapToBoxes={snapToBoxes}
        hidden={hidden}
        marks={marks}
        showRejected={showRejected}
        boxColours={boxColours}
        access={writable ? 'write' : 'read'}
        theme={theme}
        between={keepZoom ? 'keep' : 'each'}
        follow={followBoxes || pass !== undefined ? 'each' : 'unseen'}
        magnification={magnifier === 'on' ? magnification : undefined}
        rulers={rulers ? 'shown' : 'hidden'}
        minimap={minimap ? 'shown' : 'hidden'}
        {...(viewportRequest && { viewportRequest })}
        nextId={desk.ids.next}
        onChange={onChange}
        onSelect={onSelect}
        onPointer={onPointer}
        {...hands}
        {...asking}
        {...compared}
        ariaLabel={t('{name}, {boxes}, {proposed, number} proposed', {
          name: image.name,
          boxes: boxes(groups.human.length),
          proposed: groups.proposals.length,
        })}
      />
      <AdjustedChip />
      <ColourLegend />
    </>
  );
}

/** A slim line above the canvas while the detector cannot propose. */
function DetectorBanner() {
  const desk = useDesk();
  const { detector } = useFields(desk.models.store, 'detector');
  if (detector.state !== 'stopped' && detector.state !== 'restarting') return null;
  const said =
    detector.message ?? (detector.state === 'stopped' ? t('The detector stopped.') : t('The detector starts again.'));
  return (
    <div className="banner" role="status">
      <CircleAlert size={16} strokeWidth={1.75} className={detector.state === 'stopped' ? 'bad' : 'warn'} aria-hidden />
      <span className="grow cut" title={said}>
        {t('{said} Labelling by hand goes on.', { said })}
      </span>
      <CommandButton command="detector.provider" icon={CircleAlert} words={t('Why')} look="plain" />
      {detector.state === 'stopped' && (
        <CommandButton command="prelabel.this" icon={RefreshCw} words={t('Try again')} look="plain" />
      )}
    </div>
  );
}
