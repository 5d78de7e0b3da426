// What is known of the picture on screen.
import { useCurrentImage } from '../state/useDesk.ts';
import { StateMark } from './imageStates.tsx';

export function PictureFacts() {
  const image = useCurrentImage();
  if (image === undefined) return null;
  return (
    <section className="part facts" aria-label="Picture facts">
      <header className="part-head">
        <h2>Picture</h2>
        <span className="grow" />
        <StateMark image={image} />
      </header>
      <dl>
        <dt>File</dt>
        <dd className="selectable cut" title={image.name}>
          {image.name}
        </dd>
        <dt>Size</dt>
        <dd>{size(image.width, image.height)}</dd>
        {image.problem !== undefined && (
          <>
            <dt className="bad">Problem</dt>
            <dd className="bad selectable">{image.problem}</dd>
          </>
        )}
      </dl>
    </section>
  );
}

function size(width: number, height: number): string {
  if (width === 0 || height === 0) return 'not known yet';
  const mega = (width * height) / 1e6;
  return `${width} × ${height} px · ${mega < 0.1 ? mega.toFixed(2) : mega.toFixed(1)} MP`;
}
