// What an ONNX file finds on a picture as the form stands, asked for again when either changes. The look of it is Preview.tsx.
import { useEffect, useState } from 'react';
import type { ImageId } from '../../../common/annotation/types.ts';
import type { ForeignSpec } from '../../../common/foreign/spec.ts';
import type { Detection } from '../../../common/protocol.ts';
import type { OnnxInspection } from '../../../common/modelImport.ts';
import { foreignOf, outputsOf, type ImportForm } from '../../state/importForm.ts';
import { useDesk } from '../../state/useDesk.ts';

export type Found =
  /** What was found before on the same picture stays until it is known better. */
  | { readonly state: 'running'; readonly detections: readonly Detection[] }
  | { readonly state: 'found'; readonly detections: readonly Detection[]; readonly milliseconds: number }
  | { readonly state: 'failed'; readonly detections: readonly Detection[]; readonly message: string };

/** Typing a number should not start a run for each digit. */
const patience = 250; // milliseconds

/** Where the file leaves the number of classes open, every label is shown, whatever names are there yet. */
const anyLabel = 65_536;

export function usePreview(
  inspection: OnnxInspection,
  token: string,
  form: ImportForm,
  image: ImageId | undefined,
): Found {
  const { studio } = useDesk();
  const [last, setLast] = useState<Answer>();
  const wanted = JSON.stringify(shownWay(inspection, form));
  useEffect(() => {
    if (image === undefined || wanted === undefined) return undefined;
    let isWanted = true;
    const show = (found: Found) => setLast({ image, wanted, found });
    const ask = async () => {
      const reply = await studio.ask('models/preview', { token, foreign: JSON.parse(wanted) as ForeignSpec, image });
      if (!isWanted) return;
      const result = reply.ok ? reply.value.result : reply;
      if (!result.ok) show({ state: 'failed', detections: [], message: result.failure.message });
      else
        show({ state: 'found', detections: result.value, milliseconds: reply.ok ? reply.value.milliseconds.run : 0 });
    };
    const timer = setTimeout(() => void ask(), patience);
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [studio, token, wanted, image]);
  if (last?.image !== image) return { state: 'running', detections: [] };
  return last?.wanted === wanted ? last.found : { state: 'running', detections: last?.found.detections ?? [] };
}

interface Answer {
  readonly image: ImageId;
  /** The way it was asked for, as JSON. */
  readonly wanted: string;
  readonly found: Found;
}

function shownWay(inspection: OnnxInspection, form: ImportForm): ForeignSpec | undefined {
  const foreign = foreignOf(inspection, form);
  const { isOpen } = outputsOf(inspection, form);
  return foreign && isOpen ? { ...foreign, classes: anyLabel } : foreign;
}
