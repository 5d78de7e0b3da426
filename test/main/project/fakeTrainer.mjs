// A stand-in for the trainer process: speaks the protocol, writes the files of a run, and behaves as the run's name says:
// "slow" runs until it is stopped, "dies once", "dies always", "fails", "disk", "deaf" to a cancellation, "no model".
import { appendFileSync, copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const models = path.resolve(import.meta.dirname, '../../../models');
const say = (message) => process.send(message);
const steps = 20;
let run;

process.on('disconnect', () => process.exit(0));
process.on('message', ({ kind, id, name, request }) => {
  if (kind === 'cancel') {
    if (run?.id === id && !run.plan.name.includes('deaf')) run.wanted = 'leave';
    return;
  }
  const reply = (value) => say({ kind: 'reply', id, result: { ok: true, value } });
  if (name === 'train') return void train(id, request.folder);
  if (name === 'steerTraining') {
    if (run === undefined) return refuse(id, 'invalid', 'There is no run to steer.');
    if (run.plan.name.includes('stubborn')) return refuse(id, 'invalid', 'It does not listen.');
    run.wanted = { pause: 'pause', continue: 'run', stop: 'stop' }[request.action];
    return reply({});
  }
  if (name === 'measureTraining') {
    if (request.pixels === 1024) return process.kill(process.pid, 'SIGKILL');
    const wait = request.pixels === 960 ? 5000 : 20;
    const cost = { parameters: 1000 * request.classes, secondsPerStep: 0.5, picturesPerStep: 4, memoryBytes: 1e6 };
    return setTimeout(() => reply({ ...cost, memoryBytes: process.pid }), wait);
  }
  return refuse(id, 'invalid', `Nobody answers "${name}".`);
});

function refuse(id, kind, message) {
  say({ kind: 'reply', id, result: { ok: false, failure: { kind, message } } });
}

async function train(id, folder) {
  const plan = JSON.parse(readFileSync(path.join(folder, 'plan.json'), 'utf8'));
  const last = path.join(folder, 'last.safetensors');
  const tell = (item) => {
    appendFileSync(path.join(folder, 'history.jsonl'), `${JSON.stringify(item)}\n`);
    say({ kind: 'items', id, items: [item] });
  };
  run = { id, plan, wanted: 'run' };
  tell({ kind: 'phase', phase: 'starting' });
  let step = existsSync(last) ? Number(readFileSync(last, 'utf8')) : 0;
  const lives = countLife(folder);
  tell({ kind: 'phase', phase: 'training' });
  while (step < steps || (plan.name.includes('slow') && run.wanted !== 'stop')) {
    await new Promise((resolve) => setTimeout(resolve, 10));
    if (run.wanted === 'leave') return refuse(id, 'cancelled', 'The run was left; it can be continued.');
    if (run.wanted === 'stop') break;
    if (run.wanted === 'pause') {
      tell({ kind: 'phase', phase: 'paused' });
      while (run.wanted === 'pause') await new Promise((resolve) => setTimeout(resolve, 5));
      continue;
    }
    step += 1;
    tell(progress(step));
    if (step % 5 === 0) writeFileSync(last, String(step));
    if (step === 7 && mishap(plan.name, lives, id)) return;
  }
  finish(id, plan, folder, step, tell);
}

/** How often a process was started on this folder. */
function countLife(folder) {
  const file = path.join(folder, 'lives.txt');
  const lives = existsSync(file) ? Number(readFileSync(file, 'utf8')) + 1 : 1;
  writeFileSync(file, String(lives));
  return lives;
}

function mishap(name, lives, id) {
  if (name.includes('dies always') || (name.includes('dies once') && lives === 1)) {
    process.kill(process.pid, 'SIGKILL');
    return true;
  }
  if (name.includes('fails')) refuse(id, 'invalid', 'The losses exploded from the start.');
  else if (name.includes('disk') && lives === 1) refuse(id, 'disk', 'The disk is full.');
  else return false;
  return true;
}

function progress(step) {
  const losses = { classification: 1 / step, box: 1, centreness: 0.5 };
  const time = { seconds: step, secondsLeft: steps - step, picturesPerSecond: 8 };
  return {
    kind: 'progress',
    step,
    epoch: step / 2,
    share: Math.min(1, step / steps),
    losses,
    learningRate: 0.01,
    ...time,
  };
}

function finish(id, plan, folder, step, tell) {
  const data = JSON.parse(readFileSync(path.join(folder, 'data.json'), 'utf8'));
  const figures = { AP: 0.5, AP50: 0.8, perClassAP50: { cell: 0.8 } };
  const samples = data.validation.slice(0, 2).map((picture) => ({ id: picture.id, detections: [] }));
  tell({ kind: 'validation', step, epoch: step / 2, figures, isBest: true, samples });
  tell({ kind: 'phase', phase: 'exporting' });
  const [onnxPath, cardPath] = ['model.onnx', 'model.json'].map((name) => path.join(folder, name));
  copyFileSync(path.join(models, 'fcos_r10_bccd.onnx'), onnxPath);
  const { source: _, ...card } = JSON.parse(readFileSync(path.join(models, 'fcos_r10_bccd.json'), 'utf8'));
  const made = { ...card, id: plan.id, name: plan.name, created: new Date().toISOString() };
  if (!plan.name.includes('no model')) writeFileSync(cardPath, JSON.stringify(made));
  const end = run.wanted === 'stop' ? 'stopped' : 'finished';
  const outcome = {
    end,
    model: { id: plan.id, onnxPath, cardPath },
    steps: step,
    epochs: step / 2,
    seconds: step,
    figures,
  };
  writeFileSync(path.join(folder, 'outcome.json'), JSON.stringify(outcome));
  run = undefined;
  say({ kind: 'reply', id, result: { ok: true, value: outcome } });
}

say({ kind: 'ready', pid: process.pid });
