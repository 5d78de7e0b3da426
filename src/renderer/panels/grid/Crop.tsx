// One box cut out of its picture, in a square: the pixels at their place, the box drawn exactly over them.
import { ImageOff } from 'lucide-react';
import { useEffect, useState, type CSSProperties } from 'react';
import { t } from '../../../common/messages/t.ts';
import type { Annotation, ImageSummary } from '../../../common/annotation/types.ts';
import { cropPixels, cropSquare, placeOfBox, placeOfPixels, type CropPlace } from '../../../common/geometry/crop.ts';
import { cropAddress, cropSides } from '../../../common/grid.ts';
import { useDesk, useFields } from '../../state/useDesk.ts';

/** A crop that was given up while it came back into sight is asked for once more after this, milliseconds. */
const againAfter = 250;
const mostTries = 3;

interface CropProps {
  readonly annotation: Annotation;
  readonly image: ImageSummary;
  /** CSS pixels. */
  readonly side: number;
  /** Hundredths of the box's longer side. */
  readonly context: number;
  readonly colour: string;
}

export function Crop({ annotation, image, side, context, colour }: CropProps) {
  const { box, id, origin } = annotation;
  const square = cropSquare(box, context / 100);
  const cut = cropPixels(square, image);
  const { project } = useFields(useDesk().project, 'project');
  const version = [project?.id ?? '', box.x1, box.y1, box.x2, box.y2].join('_');
  const wanted = side * window.devicePixelRatio;
  const made = cropSides.find((one) => one >= wanted) ?? cropSides[cropSides.length - 1] ?? 512;
  const isCoarse = side / square.side >= 4;
  return (
    <>
      <CropImage
        key={`${id} ${version}`}
        address={cropAddress(id, made, context, version)}
        place={placeOfPixels(square, cut)}
        isCoarse={isCoarse}
      />
      <span
        className={origin.kind === 'proposed' || origin.kind === 'rejected' ? 'crop-box of-model' : 'crop-box'}
        style={{ ...shares(placeOfBox(square, box)), borderColor: colour }}
      />
    </>
  );
}

function CropImage({ address, place, isCoarse }: { address: string; place: CropPlace; isCoarse: boolean }) {
  const [tries, setTries] = useState(0);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    if (!failed || tries >= mostTries) return;
    const timer = setTimeout(() => {
      setTries(tries + 1);
      setFailed(false);
    }, againAfter);
    return () => clearTimeout(timer);
  }, [failed, tries]);
  if (failed) {
    if (tries < mostTries) return null;
    return (
      <span className="crop-none" title={t('This picture cannot be read')}>
        <ImageOff size={16} strokeWidth={1.5} aria-hidden />
      </span>
    );
  }
  return (
    <img
      className={isCoarse ? 'crop-image coarse' : 'crop-image'}
      src={tries === 0 ? address : `${address}_${tries}`}
      style={shares(place)}
      alt=""
      decoding="async"
      draggable={false}
      onError={() => setFailed(true)}
    />
  );
}

function shares({ left, top, width, height }: CropPlace): CSSProperties {
  const percent = (share: number) => `${share * 100}%`;
  return { left: percent(left), top: percent(top), width: percent(width), height: percent(height) };
}
