// One held-out picture in small, with the truth and what was found on it. All boxes are one canvas.
import { ImageOff } from 'lucide-react';
import { useLayoutEffect, useRef, useState } from 'react';
import { boxes } from '../../../common/messages/counts.ts';
import { t } from '../../../common/messages/t.ts';
import { imageAddress } from '../../../common/imageAddress.ts';
import type { Detection } from '../../../common/protocol.ts';
import type { TrainingBox } from '../../../common/training.ts';
import { useDesk, useFields } from '../../state/useDesk.ts';
import { splitName } from '../../words.ts';
import { fitInside, paintSample } from './paintSample.ts';

interface SamplePictureProps {
  readonly image: number;
  readonly truth: readonly TrainingBox[];
  readonly detections: readonly Detection[];
  readonly colours: readonly string[];
}

export function SamplePicture({ image, truth, detections, colours }: SamplePictureProps) {
  const desk = useDesk();
  const { images, indexOf } = useFields(desk.images.store, 'images', 'indexOf');
  const { project } = useFields(desk.project, 'project');
  const [failed, setFailed] = useState(false);
  const summary = images[indexOf.get(image) ?? -1];
  const gone = summary === undefined || failed;
  const name = summary === undefined ? t('picture {number}', { number: image }) : splitName(summary.name).file;
  const words = t('{boxes} in the truth, {found, number} found', {
    boxes: boxes(truth.length),
    found: detections.length,
  });
  return (
    <li className="sample">
      <div className="sample-picture">
        {gone ? (
          <ImageOff size={20} strokeWidth={1.5} className="muted" aria-label={t('The picture cannot be shown')} />
        ) : (
          <>
            <img
              src={imageAddress(image, 'thumb', project?.id)}
              alt={t('{name}: {words}', { name, words })}
              decoding="async"
              draggable={false}
              onError={() => setFailed(true)}
            />
            <BoxOverlay size={summary} truth={truth} detections={detections} colours={colours} />
          </>
        )}
      </div>
      <div className="sample-words small">
        <span className="cut grow">{name}</span>
        <span className="muted" title={words}>
          {t('{found, number} found, {there, number} there', { found: detections.length, there: truth.length })}
        </span>
      </div>
    </li>
  );
}

interface BoxesProps extends Omit<SamplePictureProps, 'image'> {
  /** Of the picture, its own pixels. */
  readonly size: { readonly width: number; readonly height: number };
}

/** All boxes of a picture as one canvas that covers its parent, where the picture lies as `object-fit: contain` lays it. */
export function BoxOverlay({ size: { width, height }, truth, detections, colours }: BoxesProps) {
  const ref = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    const canvas = ref.current;
    const context = canvas?.getContext('2d');
    if (!canvas || !context) return undefined;
    const paint = () => {
      const ratio = window.devicePixelRatio || 1;
      const view = { width: canvas.clientWidth, height: canvas.clientHeight };
      canvas.width = Math.round(view.width * ratio);
      canvas.height = Math.round(view.height * ratio);
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      paintSample(context, view, fitInside({ width, height }, view), { truth, detections, colours });
    };
    const resizing = new ResizeObserver(paint);
    resizing.observe(canvas);
    return () => resizing.disconnect();
  }, [width, height, truth, detections, colours]);
  return <canvas ref={ref} aria-hidden />;
}
