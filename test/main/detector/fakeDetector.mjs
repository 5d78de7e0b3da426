// A stand-in for the detector process that misbehaves on request; speaks the same protocol over child_process.fork.
const [, , ...args] = process.argv;
if (args.includes('--lane=silent')) setInterval(() => undefined, 1000);
const say = (message) => process.send(message);
const cancelled = new Set();
const lostDevice = { provider: 'webgpu', ok: false, reason: 'It failed during a run.', milliseconds: 0 };
const usesCard = !args.some((text) => text.includes('"webgpu"'));
let loaded = [];
process.on('disconnect', () => process.exit(0));
process.on('message', (message) => {
  if (message.kind === 'cancel') return void cancelled.add(message.id);
  const { id, name, request } = message;
  if (name === 'describe')
    return say({
      kind: 'reply',
      id,
      result: { ok: true, value: { lane: 'pictures', pid: process.pid, versions: {}, available: [], loaded } },
    });
  if (name === 'load') {
    const { id: model } = request.model;
    const provider = model === 'card' && usesCard ? 'webgpu' : 'cpu';
    loaded = [{ id: model, provider, attempts: [{ provider, ok: true, milliseconds: 0 }], threads: 1 }];
    return say({ kind: 'reply', id, result: { ok: true, value: loaded[0] } });
  }
  if (name === 'detect' && request.model.id === 'card') {
    // A card whose driver falls over whatever picture it is given.
    if (usesCard) return process.kill(process.pid, 'SIGSEGV');
    const result = { ok: true, value: [] };
    const items = request.pictures.map((picture) => ({ id: picture.id, width: 1, height: 1, result }));
    say({ kind: 'items', id, items });
    return say({ kind: 'reply', id, result: { ok: true, value: { pictures: items.length, provider: 'cpu' } } });
  }
  if (name === 'detect') {
    loaded = [{ id: request.model.id, provider: 'cpu', attempts: [lostDevice], threads: 1 }];
    const warnings = ['The device was lost; it goes on with the processor.'];
    return say({ kind: 'reply', id, result: { ok: true, value: { pictures: 0, provider: 'cpu', warnings } } });
  }
  if (name === 'thumbnail')
    return name === 'thumbnail' && request.path === 'crash' ? process.kill(process.pid, 'SIGSEGV') : undefined;
  if (name === 'upright')
    return say({
      kind: 'reply',
      id,
      result: request.path === 'nonsense' ? 'nonsense' : { ok: true, value: { width: 1, height: 1 } },
    });
  const next = ([file, ...rest]) => {
    if (file === undefined)
      return say({ kind: 'reply', id, result: { ok: true, value: { pictures: request.files.length } } });
    if (file.path.includes('crash')) {
      process.stderr.write('a decoder fell over\n');
      process.kill(process.pid, 'SIGSEGV');
      return undefined;
    }
    say({ kind: 'items', id, items: [{ id: file.id, result: { ok: true, value: { width: file.id, height: 1 } } }] });
    return setTimeout(next, 1, rest);
  };
  return next(request.files);
});
// Messages that make no sense must not disturb the client.
for (const nonsense of [
  null,
  7,
  'ready',
  {},
  { kind: 'items', id: 99, items: [1] },
  { kind: 'items', id: 98, items: 1 },
  { kind: 'reply', id: 98 },
  { kind: 'reply', id: 'x' },
])
  say(nonsense);
say({ kind: 'ready', pid: process.pid });
