// What the classes of a model are called: the file's names, COCO's where the number fits, own ones a line each, or numbers.
import { FileText } from 'lucide-react';
import { counted } from '../../../common/words.ts';
import { useId } from 'react';
import { listedNames, type ImportForm, type Naming } from '../../state/modelImport.ts';
import { useDesk } from '../../state/useDesk.ts';
import { Button } from '../../ui/Button.tsx';
import { Choice } from '../ExportDialog.tsx';
import { FormRow } from '../train/FormParts.tsx';

interface ClassNamesProps {
  readonly outputs: number;
  /** The file leaves the number of classes open: there are as many as names. */
  readonly isOpen?: boolean;
  /** The names that the file gives. */
  readonly inFile: readonly string[] | undefined;
  /** COCO's, where their number fits. */
  readonly coco: readonly string[] | undefined;
  readonly form: ImportForm;
}

export function ClassNames({ outputs, isOpen = false, inFile, coco, form }: ClassNamesProps) {
  const { modelImport } = useDesk();
  const choice = (naming: Naming, words: string) => (
    <Choice
      name="import-naming"
      checked={form.naming === naming}
      onChoose={() => modelImport.change({ naming, ...(naming === 'own' && form.names === '' && { names: start }) })}
    >
      {words}
    </Choice>
  );
  // Names that are there are the best start for names that are wanted.
  const start = (inFile ?? []).join('\n');
  const last = (outputs - 1).toLocaleString('en');
  return (
    <FormRow name="Class names">
      <div className="import-naming">
        {inFile && choice('file', `The ${outputs.toLocaleString('en')} that stand in the file`)}
        {coco && choice('coco', outputs === 80 ? "COCO's 80" : "COCO's 80, by their ids 0 to 90")}
        {!inFile && choice('numbers', outputs === 1 ? 'None: 0' : `None: numbers, 0 to ${last}`)}
        {choice('own', 'Own ones')}
      </div>
      {form.naming === 'own' && <OwnNames outputs={isOpen ? undefined : outputs} form={form} />}
    </FormRow>
  );
}

function OwnNames({ outputs, form }: { outputs: number | undefined; form: ImportForm }) {
  const { modelImport } = useDesk();
  const field = useId();
  const count = useId();
  const names = listedNames(form.names);
  const twice = names.find((name, index) => name !== '' && names.indexOf(name) !== index);
  const right = outputs === undefined ? names.length > 0 : names.length === outputs;
  const over = outputs !== undefined && names.length > outputs;
  return (
    <>
      <textarea
        id={field}
        className={over ? 'field import-names code invalid' : 'field import-names code'}
        aria-label="Class names, one a line"
        aria-describedby={count}
        placeholder={'One a line, in the order of the outputs'}
        spellCheck={false}
        autoFocus
        rows={Math.min(8, Math.max(3, outputs ?? 8))}
        value={form.names}
        onChange={(event) => modelImport.change({ names: event.currentTarget.value })}
      />
      <div className="line">
        <span id={count} className={right ? 'good' : over ? 'bad' : 'muted'}>
          {outputs === undefined
            ? counted(names.length, 'class', 'classes')
            : `${names.length.toLocaleString('en')} of ${outputs.toLocaleString('en')}`}
        </span>
        {twice !== undefined && <span className="warn cut">{`“${twice}” stands twice`}</span>}
        <span className="grow" />
        <Button dense icon={FileText} onClick={() => void modelImport.namesFromFile()}>
          From a file…
        </Button>
      </div>
    </>
  );
}
