// What a label file holds, before anything of it is taken: counts, classes and where they go, splits, what is lost, problems.
import { ImagePlus } from 'lucide-react';
import { grouped, pictures as picturesWords } from '../../../common/messages/counts.ts';
import { t } from '../../../common/messages/t.ts';
import type { FormatId } from '../../../common/formats/format.ts';
import type { ImportChoices, ImportMerge, ImportPreview } from '../../../common/labelImport.ts';
import type { ProblemEntry } from '../../../common/records.ts';
import { useDesk } from '../../state/useDesk.ts';
import { Button } from '../../ui/Button.tsx';
import { Choice } from '../ExportDialog.tsx';
import { ProblemList } from '../Problems.tsx';
import { ClassTable } from './ClassTable.tsx';
import { formatNames } from './formatNames.ts';

export function FormatChoice({
  format,
  others,
}: {
  format: FormatId | undefined;
  others: readonly FormatId[] | undefined;
}) {
  const { labelImport } = useDesk();
  const all = Object.keys(formatNames) as FormatId[];
  const first = others?.filter((one) => one !== format) ?? [];
  const rest = all.filter((one) => one !== format && !first.includes(one));
  return (
    <label className="form-line">
      <span className="muted">{t('Format')}</span>
      <select
        className="field"
        value={format ?? ''}
        onChange={(event) => void labelImport.readAs(event.currentTarget.value as FormatId)}
      >
        {format === undefined ? (
          <option value="" disabled>
            {t('Read it as…')}
          </option>
        ) : (
          <option value={format}>{formatNames[format]}</option>
        )}
        {[...first, ...rest].map((one) => (
          <option key={one} value={one}>
            {formatNames[one]}
          </option>
        ))}
      </select>
    </label>
  );
}

interface PreviewProps {
  readonly preview: ImportPreview;
  readonly choices: ImportChoices;
  /** Nothing can be taken before the pictures are. */
  readonly picturesFirst: boolean;
}

export function Preview({ preview, choices, picturesFirst }: PreviewProps) {
  const { pictures, boxes, classes, splits, losses, problems, problemCount } = preview;
  return (
    <>
      <div className="label-import-head">
        <FormatChoice format={preview.format} others={preview.otherFormats} />
        <dl className="figures">
          <Figure name={t('boxes')} value={boxes.inFile} />
          <Figure name={t('classes')} value={classes.length} />
          <Figure name={t('pictures')} value={pictures.inFile} />
          <Figure name={t('of them here')} value={pictures.matched} bad={pictures.matched < pictures.inFile} />
        </dl>
      </div>
      {splits.length > 0 && (
        <p className="muted">
          {t('Splits are kept: {splits}.', {
            splits: splits.map(({ name, pictures: count }) => `${name} ${grouped(count)}`).join(', '),
          })}
        </p>
      )}
      <Missing preview={preview} isFirst={picturesFirst} />
      <Merge preview={preview} choices={choices} />
      <ClassTable classes={classes} choices={choices.classes} />
      {losses.length > 0 && (
        <section aria-label={t('What is lost')}>
          <h3>{t('What is lost')}</h3>
          <ul className="left-out">
            {losses.map(({ what, count }) => (
              <li key={what}>
                <span className="number">{grouped(count)}</span>
                <span className="muted">{t(what)}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      <Problems of={t('Problems of the file')} problems={problems} count={problemCount} />
    </>
  );
}

interface ProblemsProps {
  readonly of: string;
  /** The first of them. */
  readonly problems: readonly ProblemEntry[];
  readonly count: number;
}

/** A headed list, where there are any. */
export function Problems({ of, problems, count }: ProblemsProps) {
  if (count === 0) return null;
  return (
    <section aria-label={of}>
      <h3>
        {of} <span className="muted">{grouped(count)}</span>
      </h3>
      <ProblemList problems={problems} label={of} />
      {problems.length < count && (
        <p className="muted">{t('The first {count} are listed.', { count: grouped(problems.length) })}</p>
      )}
    </section>
  );
}

function Figure({ name, value, bad = false }: { name: string; value: number; bad?: boolean }) {
  return (
    <div>
      <dd className={bad ? 'warn' : undefined}>{grouped(value)}</dd>
      <dt className="muted">{name}</dt>
    </div>
  );
}

/** So many of the missing pictures are named. */
const mostNamed = 3;

/** Pictures of the file that the project does not have, and the way to have them. */
function Missing({ preview: { pictures, newPictures }, isFirst }: { preview: ImportPreview; isFirst: boolean }) {
  const { labelImport } = useDesk();
  const count = pictures.inFile - pictures.matched;
  if (count === 0) return null;
  return (
    <section aria-label={t('Pictures that are not in the project')} className="label-import-missing">
      <p>
        {t(
          '{count, plural, one {# picture of the file is not in the project; what is on it stays out.} other {# pictures of the file are not in the project; what is on them stays out.}}',
          { count },
        )}
      </p>
      <ul className="code muted">
        {pictures.missing.slice(0, mostNamed).map((name) => (
          <li key={name} className="cut" title={name}>
            {name}
          </li>
        ))}
        {count > mostNamed && <li aria-hidden>…</li>}
      </ul>
      {newPictures > 0 && (
        <Button
          icon={ImagePlus}
          look={isFirst ? 'primary' : 'plain'}
          data-focus-first={isFirst || undefined}
          onClick={() => void labelImport.addPictures()}
        >
          {t('Add {pictures} of this folder to the project', { pictures: picturesWords(newPictures) })}
        </Button>
      )}
    </section>
  );
}

/** Asked only where it makes a difference. */
function Merge({ preview: { pictures, boxes }, choices }: { preview: ImportPreview; choices: ImportChoices }) {
  const { labelImport } = useDesk();
  const words: readonly (readonly [ImportMerge, string])[] = [
    ['keep-mine', t('Keep mine; of the file only what does not overlap them')],
    ['keep-both', t('Keep both')],
    ['replace', t('Replace mine by those of the file')],
  ];
  return (
    <>
      {boxes.known > 0 && (
        <p className="muted">
          {t('{count, plural, one {# box is} other {# boxes are}} here already, the same; none comes twice.', {
            count: boxes.known,
          })}
        </p>
      )}
      {boxes.mine > 0 && (
        <fieldset>
          <legend>
            {t(
              '{count, plural, one {# picture has} other {# pictures have}} boxes of yours that the file does not have',
              { count: pictures.labelled },
            )}
          </legend>
          {words.map(([merge, said]) => (
            <Choice
              key={merge}
              name="merge"
              checked={choices.merge === merge}
              onChoose={() => labelImport.setMerge(merge)}
            >
              {said}
            </Choice>
          ))}
        </fieldset>
      )}
    </>
  );
}
