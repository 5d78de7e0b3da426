// What a label file holds, before anything of it is taken: counts, classes and where they go, splits, what is lost, problems.
import { ImagePlus } from 'lucide-react';
import { grouped, pictures as picturesWords } from '../../../common/messages/counts.ts';
import { t } from '../../../common/messages/t.ts';
import { formatIds, type FormatId } from '../../../common/formats/format.ts';
import type { ImportChoices, ImportPreview, MergeChoice } from '../../../common/importing.ts';
import type { Message } from '../../../common/messages/catalogue.ts';
import { useDesk, useFields } from '../../state/useDesk.ts';
import { Button } from '../../ui/Button.tsx';
import { Choice } from '../ExportDialog.tsx';
import { ProblemList } from '../Problems.tsx';
import { ClassTable } from './ClassTable.tsx';
import { formatNames } from './formatNames.ts';

export function FormatChoice({ format }: { format: FormatId | undefined }) {
  const { labelImport } = useDesk();
  return (
    <label className="form-line">
      <span className="muted">{t('Format')}</span>
      <select
        className="field"
        value={format ?? ''}
        onChange={(event) => void labelImport.readAs(event.currentTarget.value as FormatId)}
      >
        {format === undefined && (
          <option value="" disabled>
            {t('Read it as…')}
          </option>
        )}
        {formatIds.map((one) => (
          <option key={one} value={one}>
            {formatNames[one]}
          </option>
        ))}
      </select>
    </label>
  );
}

export function Preview({ preview, choices }: { preview: ImportPreview; choices: ImportChoices }) {
  const { pictures, matched, boxes, classes, splits, losses, problems, counts } = preview;
  const problemCount = counts.refused + counts.skipped + counts.repaired + counts.noted;
  return (
    <>
      <div className="label-import-head">
        <FormatChoice format={preview.format} />
        <dl className="figures">
          <Figure name={t('boxes')} value={boxes} />
          <Figure name={t('classes')} value={classes.length} />
          <Figure name={t('pictures')} value={pictures} />
          <Figure name={t('of them here')} value={matched} bad={matched < pictures} />
        </dl>
      </div>
      {splits.length > 0 && (
        <p className="muted">
          {t('Parts are kept: {parts}.', {
            parts: splits.map(({ name, pictures: count }) => `${name} ${grouped(count)}`).join(', '),
          })}
        </p>
      )}
      <Missing preview={preview} />
      <Merge preview={preview} choices={choices} />
      <ClassTable classes={classes} choices={choices.classes} />
      {losses.length > 0 && (
        <section aria-label={t('What is lost')}>
          <h3>{t('What is lost')}</h3>
          <ul className="left-out">
            {losses.map(({ what, count }) => (
              <li key={what}>
                <span className="number">{grouped(count)}</span>
                <span className="muted">{t(what as Message)}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {problemCount > 0 && (
        <section aria-label={t('Problems of the file')}>
          <h3>
            {t('Problems of the file')} <span className="muted">{grouped(problemCount)}</span>
          </h3>
          <ProblemList problems={problems} label={t('Problems of the file')} />
        </section>
      )}
    </>
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

/** Pictures of the file that the project does not have, and the way to have them. */
function Missing({ preview: { missing } }: { preview: ImportPreview }) {
  const { labelImport } = useDesk();
  const { stage } = useFields(labelImport.store, 'stage');
  if (missing.count === 0) return null;
  const isFolder = 'file' in stage && stage.file.what === 'folder';
  return (
    <section aria-label={t('Pictures that are not in the project')} className="label-import-missing">
      <p>
        {t('{pictures} of the file are not in the project; what is on them stays out.', {
          pictures: picturesWords(missing.count),
        })}{' '}
        <span className="code muted">{missing.first.slice(0, 3).join(', ')}</span>
      </p>
      {isFolder && (
        <Button icon={ImagePlus} onClick={() => void labelImport.addPictures()}>
          {t('Add the pictures of this folder to the project')}
        </Button>
      )}
    </section>
  );
}

/** Asked only where it makes a difference. */
function Merge({
  preview: { alreadyHere, picturesWithBoxes },
  choices,
}: {
  preview: ImportPreview;
  choices: ImportChoices;
}) {
  const { labelImport } = useDesk();
  const words: readonly (readonly [MergeChoice, string])[] = [
    ['keep-mine', t('Keep mine; of the file only what does not overlap them')],
    ['keep-both', t('Keep both')],
    ['replace', t('Replace mine by those of the file')],
  ];
  return (
    <>
      {alreadyHere > 0 && (
        <p className="muted">
          {t('{count, plural, one {# box is} other {# boxes are}} here already, the same; none comes twice.', {
            count: alreadyHere,
          })}
        </p>
      )}
      {picturesWithBoxes > 0 && (
        <fieldset>
          <legend>
            {t('{pictures} have boxes of yours', {
              pictures: picturesWords(picturesWithBoxes),
            })}
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
