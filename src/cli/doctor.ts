// boxwright doctor: what this machine has, what runs the model and why nothing faster does.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { availableParallelism, cpus, tmpdir, totalmem } from 'node:os';
import path from 'node:path';
import type { DetectorDescription, LoadedModel } from '../common/protocol.ts';
import { failureOf } from '../common/result.ts';
import type { Result } from '../common/result.ts';
import { openDatabase } from '../main/database/driver.ts';
import { defaultModel, findModel, homeFolder, listModels } from '../main/project/models.ts';
import { programFolder } from './session.ts';
import type { Session } from './session.ts';
import { printJson, printLine } from './terminal.ts';

interface Report {
  readonly version: string;
  readonly platform: string;
  readonly processor: string;
  readonly memory: string;
  readonly detector: Result<DetectorDescription>;
  readonly model: Result<LoadedModel>;
  readonly sqlite: Result<string>;
  readonly models: {
    readonly embedded: string;
    readonly own: string;
    readonly usable: number;
    readonly broken: number;
  };
  readonly home: string;
}

/** Returns false when something that every command needs does not work. */
export async function doctorCommand(session: Session, options: { readonly json?: true }): Promise<boolean> {
  const report = await examine(session);
  if (options.json === true) printJson(report);
  else for (const line of reportLines(report)) printLine(line);
  return report.detector.ok && report.model.ok && report.sqlite.ok;
}

async function examine(session: Session): Promise<Report> {
  const { models, broken } = await listModels(session.models);
  const { embedded, own } = session.models;
  const model = await resultOf(findModel(session.models, defaultModel));
  const detector = session.lane('detector');
  return {
    version: await version(),
    platform: `${process.platform} ${process.arch}, Node ${process.versions.node}`,
    processor: `${cpus()[0]?.model ?? 'unknown'}, ${availableParallelism()} usable`,
    memory: `${Math.round(totalmem() / 2 ** 30)} GiB`,
    model: model.ok ? await detector.call('load', { model: model.value.files }, { signal: session.signal }) : model,
    detector: await detector.start(),
    sqlite: await resultOf(sqliteEngine()),
    models: { embedded, own, usable: models.length, broken: broken.length },
    home: homeFolder(),
  };
}

async function version(): Promise<string> {
  const text = await readFile(path.join(programFolder(), 'package.json'), 'utf8').catch(() => '{}');
  return (JSON.parse(text) as { version?: string }).version ?? 'unknown';
}

async function sqliteEngine(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'boxwright-doctor-'));
  try {
    const database = await openDatabase(path.join(folder, 'probe.db'), { access: 'write', missing: 'create' });
    const row = database.get<{ version: string }>('SELECT sqlite_version() AS version');
    database.close();
    return `${row?.version ?? 'unknown'} by ${database.engine}`;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function reportLines(report: Report): string[] {
  const line = (name: string, value: string): string => `${name.padEnd(12)} ${value}`;
  const of = <T>(result: Result<T>, show: (value: T) => string): string =>
    result.ok ? show(result.value) : `does not work: ${result.failure.message}`;
  const lines = [
    line('Boxwright', report.version),
    line('platform', report.platform),
    line('processor', `${report.processor}; ${report.memory} of memory`),
    line(
      'detector',
      of(report.detector, ({ versions }) =>
        Object.entries(versions)
          .map(([name, value]) => `${name} ${value}`)
          .join(', '),
      ),
    ),
    line(
      'SQLite',
      of(report.sqlite, (engine) => engine),
    ),
    line(
      'models',
      `${report.models.usable} usable, ${report.models.broken} not; embedded in ${report.models.embedded}, your own in ${report.models.own}`,
    ),
    line('home', `${report.home} (BOXWRIGHT_HOME moves it)`),
    line('cache', 'in the folder "cache" of each project; it may be deleted at any time'),
    line(
      'runs on',
      of(report.model, ({ provider, threads }) => (provider === 'cpu' ? `cpu, ${threads} threads` : provider)),
    ),
  ];
  const attempts = report.model.ok ? report.model.value.attempts : [];
  for (const { provider, ok, reason, milliseconds } of attempts) {
    lines.push(`  ${provider.padEnd(10)} ${ok ? `works (${milliseconds} ms to start)` : (reason ?? 'does not work')}`);
  }
  if (process.platform === 'linux' && attempts.some(({ provider, ok }) => provider === 'cuda' && !ok)) {
    lines.push(
      '',
      "For an NVIDIA card, CUDA 12 and cuDNN 9 have to be installed, and ONNX Runtime's CUDA files fetched once by hand:",
      '  node node_modules/onnxruntime-node/script/install.js --onnxruntime-node-install=cuda12',
    );
  }
  return lines;
}

async function resultOf<T>(work: Promise<T>): Promise<Result<T>> {
  try {
    return { ok: true, value: await work };
  } catch (caught) {
    return { ok: false, failure: failureOf(caught) };
  }
}
