// What the import of a model found: the dialect of its names, its classes, and every name that did not fit.
import type { ModelImportReport } from '../../common/protocol.ts';
import { useDesk } from '../state/useDesk.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { counted } from '../../common/words.ts';

export function ImportedModel({ report }: { report: ModelImportReport }) {
  const desk = useDesk();
  const close = desk.models.dismissReport;
  const use = () => {
    close();
    void desk.flow.useModel(report.model.id);
  };
  return (
    <Dialog
      title="The model was imported"
      onClose={close}
      foot={
        <>
          <Button onClick={close}>Keep the model in use</Button>
          <Button look="primary" onClick={use}>
            Use the new one
          </Button>
        </>
      }
    >
      <div className="dialog-body stack">
        <dl className="pairs">
          <dt>Names as in</dt>
          <dd>{report.dialect}</dd>
          <dt>Parameters</dt>
          <dd>{report.parameters.toLocaleString('en')}</dd>
          <dt>Classes</dt>
          <dd>
            {report.classes.length <= 12
              ? report.classes.join(', ')
              : counted(report.classes.length, 'class').replace('classs', 'classes')}
          </dd>
        </dl>
        <Names title="Missing in the file" names={report.missing} />
        <Names title="Not used" names={report.unexpected} />
        <Names title="Of the wrong shape" names={report.wrongShape} />
        <Names title="Taken for granted, because the file does not say it" names={report.assumed} />
      </div>
    </Dialog>
  );
}

function Names({ title, names }: { title: string; names: readonly string[] }) {
  if (names.length === 0) return null;
  return (
    <details>
      <summary>{`${title}: ${names.length.toLocaleString('en')}`}</summary>
      <ul className="code names selectable">
        {names.map((name) => (
          <li key={name}>{name}</li>
        ))}
      </ul>
    </details>
  );
}
