// The canvas as a React component: mounts the surface and hands it props. Painting, tools and zoom happen without React.
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { t } from '../../common/messages/t.ts';
import { announcement } from './announce.ts';
import './canvas.css';
import type { AnnotationCanvasProps } from './props.ts';
import { shownAnnotations } from './scene.ts';
import { CanvasSurface } from './surface.ts';

/** How long a tool's message stays, milliseconds. */
const messageTime = 4000;

export function AnnotationCanvas(props: AnnotationCanvasProps) {
  const host = useRef<HTMLDivElement>(null);
  const base = useRef<HTMLCanvasElement>(null);
  const overlay = useRef<HTMLCanvasElement>(null);
  const minimap = useRef<HTMLCanvasElement>(null);
  const surface = useRef<CanvasSurface | undefined>(undefined);
  const latest = useRef(props);
  const [message, setMessage] = useState('');

  useLayoutEffect(() => {
    latest.current = props;
    surface.current?.update(props);
  });

  useLayoutEffect(() => {
    if (!host.current || !base.current || !overlay.current || !minimap.current) return undefined;
    const mounted = new CanvasSurface(
      { host: host.current, base: base.current, overlay: overlay.current, minimap: minimap.current },
      latest.current,
      setMessage,
    );
    surface.current = mounted;
    return () => {
      mounted.dispose();
      surface.current = undefined;
    };
  }, []);

  useEffect(() => {
    if (message === '') return undefined;
    const timer = setTimeout(() => setMessage(''), messageTime);
    return () => clearTimeout(timer);
  }, [message]);

  return (
    <div
      ref={host}
      className="annotation-canvas"
      role="application"
      aria-roledescription={t('canvas for boxes')}
      aria-label={props.ariaLabel}
      tabIndex={0}
      data-region-focus
    >
      <canvas ref={base} aria-hidden />
      <canvas ref={overlay} aria-hidden />
      <canvas ref={minimap} className="annotation-canvas-minimap" hidden aria-hidden />
      <PictureNote picture={props.picture} />
      {props.asking?.words !== undefined && (
        <p className="annotation-canvas-answer" data-kind={props.asking.kind}>
          {props.asking.words}
        </p>
      )}
      <p className="annotation-canvas-message" data-empty={message === ''} aria-hidden>
        {message}
      </p>
      <Announcer {...props} message={message} />
    </div>
  );
}

/** What is said in the place of a picture that is not there (yet). */
function PictureNote({ picture }: Pick<AnnotationCanvasProps, 'picture'>) {
  if ('bitmap' in picture) return null;
  if (picture.state === 'failed')
    return (
      <p className="annotation-canvas-note" role="alert">
        {picture.message}
      </p>
    );
  return <p className="annotation-canvas-note waiting">{t('Reading the picture…')}</p>;
}

/** Tells a screen reader which box is selected, and what a tool had to say. */
function Announcer({
  annotations,
  categories,
  selection,
  scores,
  showRejected,
  hidden,
  marks,
  message,
}: AnnotationCanvasProps & { readonly message: string }) {
  const text = useMemo(() => {
    // Sorting ten thousand boxes for nobody would cost a frame.
    if (selection.size === 0) return '';
    const shown = shownAnnotations(annotations, scores, showRejected, hidden, marks);
    return announcement(shown, selection, new Map(categories.map((category) => [category.id, category])));
  }, [annotations, categories, selection, scores, showRejected, hidden, marks]);
  return (
    <div className="annotation-canvas-announcer" aria-live="polite" data-testid="canvas-announcer">
      {message === '' ? text : message}
    </div>
  );
}
