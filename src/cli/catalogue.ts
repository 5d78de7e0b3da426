// boxwright model catalogue and model download: the official weights, and one of them fetched, checked and imported.
import { catalogue, type CatalogueEntry } from '../common/catalogue/catalogue.ts';
import { downloadsFolder } from '../main/project/models.ts';
import { downloadWeights, findEntry, listWeights, removeWeights } from '../main/project/officialWeights.ts';
import { makeModel } from './makeModel.ts';
import type { JsonOption } from './model.ts';
import type { Session } from './session.ts';
import { printJson, printLine, progressBar, say } from './terminal.ts';

export async function catalogueCommand(session: Session, options: JsonOption): Promise<void> {
  if (options.json === true) {
    printJson({ weights: await listWeights(downloadsFolder(session.models)) });
    return;
  }
  const width = Math.max(...catalogue.map(({ id }) => id.length));
  for (const entry of catalogue) {
    const { id, network, publisher, AP, measuredOn, licence } = entry;
    printLine(
      `${id.padEnd(width)}  ${network}, ${publisher}; AP ${AP.toFixed(1)} on ${measuredOn}; ${sizeWords(entry)}; ${hashWords(entry)}; ${licence.code}`,
    );
  }
}

export interface DownloadModelOptions extends JsonOption {
  readonly proxy?: string;
  readonly name?: string;
  readonly keep?: true;
  readonly from?: string;
}

/** Downloads, then imports with the ways of the catalogue. The new model's id goes to stdout. */
export async function downloadModelCommand(session: Session, id: string, options: DownloadModelOptions): Promise<void> {
  const entry = findEntry(id);
  const folder = downloadsFolder(session.models);
  const bar = progressBar('downloading');
  const { file, sha256 } = await downloadWeights(folder, entry, {
    proxy: options.proxy ?? 'environment',
    signal: session.signal,
    onProgress: (done, total) => bar.update(Math.round(done / 1e6), Math.round(total / 1e6)),
    ...(options.from !== undefined && { address: options.from }),
  }).finally(() => bar.end());
  say(
    entry.sha256 === undefined && entry.sha256Start === undefined
      ? `note: there is no published checksum; the SHA-256 of what came is ${sha256}`
      : `Downloaded and checked: SHA-256 ${sha256}.`,
  );
  const { ways, shortSide, longSide, licence } = entry;
  say(`Licence of the code: ${licence.code}. Of the weights: ${licence.weights}.`);
  const name = options.name ?? `${entry.name} (${entry.publisher})`;
  await makeModel(session, options, { file, name, classes: 'coco', ways, shortSide, longSide });
  if (options.keep === true) say(`The file stays: ${file}`);
  else await removeWeights(folder, entry);
}

function sizeWords({ bytes, aboutBytes }: CatalogueEntry): string {
  const megabytes = (number: number): string => (number / 1e6).toFixed(number < 1e8 ? 1 : 0);
  if (bytes !== undefined) return `${megabytes(bytes)} MB`;
  return aboutBytes === undefined ? 'size not published' : `about ${megabytes(aboutBytes)} MB`;
}

function hashWords({ sha256, sha256Start }: CatalogueEntry): string {
  if (sha256 !== undefined) return 'SHA-256 published';
  return sha256Start === undefined ? 'no published checksum' : `SHA-256 ${sha256Start}…`;
}
