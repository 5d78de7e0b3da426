// Reads the part of Python's pickle that state dicts use (protocols 2 to 5). It runs nothing: classes are names, and every
// opcode or name outside the subset is refused with its place. Time and memory grow with the bytes and are capped.
import { fail } from '../../result.ts';
import { byte, float64, int32, latin1, line, take, uint16, uint32, uint64, utf8 } from './cursor.ts';
import type { Cursor } from './cursor.ts';
import { opcodeNames } from './opcodes.ts';
import { named } from './pickleValues.ts';
import type { PickleDictionary, PickleValue } from './pickleValues.ts';

/** What the reader of a particular file makes of names. Each throws a Failure on what it does not know. */
export interface PickleNames {
  /** Is this class or function part of a state dict? */
  readonly allows: (name: string) => boolean;
  /** The value that calling a name with these arguments stands for. */
  readonly call: (name: string, args: readonly PickleValue[], place: string) => PickleValue;
  /** The value that a persistent id stands for. */
  readonly persistent: (id: PickleValue, place: string) => PickleValue;
}

const mostValues = 2_000_000;

interface Machine {
  readonly cursor: Cursor;
  readonly names: PickleNames;
  readonly stack: PickleValue[];
  /** Heights of the stack at the open marks. */
  readonly marks: number[];
  readonly memo: Map<number, PickleValue>;
  /** Where the current opcode stands. */
  place: number;
  pushed: number;
}

/** Reads one pickle from the cursor and leaves the cursor behind it. Throws a Failure. */
export function unpickle(cursor: Cursor, names: PickleNames): PickleValue {
  const machine: Machine = { cursor, names, stack: [], marks: [], memo: new Map(), place: 0, pushed: 0 };
  for (;;) {
    machine.place = cursor.at;
    const code = byte(cursor);
    if (code === stop) return pop(machine);
    const act = actions.get(code);
    if (act === undefined) {
      refuse(machine, `the opcode ${opcodeNames[code] ?? `0x${code.toString(16)}`}, which no state dict needs`);
    }
    act(machine);
  }
}

const stop = 0x2e;

function place({ cursor, place: at }: Machine): string {
  return `byte ${at} of ${cursor.what}`;
}

function refuse(machine: Machine, what: string): never {
  return fail(
    'unsupported',
    `The checkpoint was refused: at ${place(machine)} its pickle has ${what}. Nothing in it was run. ` +
      'Save the model again as a plain state dict: torch.save(model.state_dict(), file).',
  );
}

function damaged(machine: Machine, what: string): never {
  return fail('unreadable', `The checkpoint is damaged: at ${place(machine)} ${what}.`);
}

function push(machine: Machine, value: PickleValue): void {
  if (++machine.pushed > mostValues) {
    fail(
      'too-large',
      `The checkpoint was refused: ${machine.cursor.what} holds over ${mostValues} values, far more than a state dict.`,
    );
  }
  machine.stack.push(value);
}

function pop(machine: Machine): PickleValue {
  const base = machine.marks[machine.marks.length - 1] ?? 0;
  const value = machine.stack.length > base ? machine.stack.pop() : undefined;
  return value === undefined ? damaged(machine, 'a value is taken from an empty stack') : value;
}

function top(machine: Machine): PickleValue {
  const value = machine.stack[machine.stack.length - 1];
  return value === undefined ? damaged(machine, 'the stack is empty') : value;
}

function popToMark(machine: Machine): PickleValue[] {
  const mark = machine.marks.pop();
  return mark === undefined ? damaged(machine, 'a mark is missing') : machine.stack.splice(mark);
}

function tuple(machine: Machine, count: number): void {
  const items: PickleValue[] = [];
  for (let i = 0; i < count; i++) items.unshift(pop(machine));
  push(machine, { kind: 'tuple', items });
}

function remember(machine: Machine, index: number): void {
  machine.memo.set(index, top(machine));
}

function recall(machine: Machine, index: number): void {
  const value = machine.memo.get(index);
  push(machine, value === undefined ? damaged(machine, `memo ${index} was never set`) : value);
}

function integer(machine: Machine, length: number): void {
  if (length > 64) refuse(machine, `an integer of ${length} bytes`);
  const bytes = take(machine.cursor, length);
  let value = 0n;
  for (let i = length - 1; i >= 0; i--) value = (value << 8n) | BigInt(bytes[i] as number);
  value = BigInt.asIntN(Math.max(1, length * 8), value);
  push(machine, Number.isSafeInteger(Number(value)) ? Number(value) : value);
}

function text(machine: Machine, length: number): void {
  push(machine, utf8(take(machine.cursor, length), machine.cursor.what));
}

function global(machine: Machine, module: PickleValue, name: PickleValue): void {
  if (typeof module !== 'string' || typeof name !== 'string') damaged(machine, 'a class has no name');
  const full = `${module}.${name}`;
  if (!machine.names.allows(full)) {
    refuse(machine, `the class or function ${full.slice(0, 200)}, which is no part of a state dict`);
  }
  push(machine, { kind: 'global', name: full });
}

function appendTo(machine: Machine, items: readonly PickleValue[]): void {
  const list = top(machine);
  if (typeof list !== 'object' || list?.kind !== 'list') damaged(machine, `items are added to ${named(list)}`);
  for (const item of items) list.items.push(item);
}

function setItems(machine: Machine, flat: readonly PickleValue[]): void {
  const target = top(machine);
  if (typeof target !== 'object' || target?.kind !== 'dictionary')
    damaged(machine, `entries are added to ${named(target)}`);
  if (flat.length % 2 !== 0) damaged(machine, 'a key has no value');
  for (let i = 0; i < flat.length; i += 2) {
    const key = flat[i] as PickleValue;
    if (typeof key === 'object' && key !== null) refuse(machine, `${named(key)} as a dictionary's key`);
    target.entries.set(key, flat[i + 1] as PickleValue);
  }
}

function reduce(machine: Machine): void {
  const args = pop(machine);
  const callee = pop(machine);
  if (typeof callee !== 'object' || callee?.kind !== 'global') refuse(machine, `a call of ${named(callee)}`);
  if (typeof args !== 'object' || args?.kind !== 'tuple') damaged(machine, 'a call has no arguments');
  push(machine, machine.names.call(callee.name, args.items, place(machine)));
}

/** Only an OrderedDict gets attributes in a state dict (`_metadata`, versions of modules); they are not needed. */
function build(machine: Machine): void {
  const state = pop(machine);
  const target = top(machine);
  const isDictionary = (value: PickleValue): value is PickleDictionary =>
    typeof value === 'object' && value?.kind === 'dictionary';
  if (!isDictionary(target) || !isDictionary(state)) refuse(machine, `attributes for ${named(target)}`);
}

const actions: ReadonlyMap<number, (machine: Machine) => void> = new Map(
  Object.entries<(machine: Machine) => void>({
    '\x80': (m) => {
      const protocol = byte(m.cursor);
      if (protocol < 2 || protocol > 5) refuse(m, `pickle protocol ${protocol}`);
    },
    '\x95': (m) => void take(m.cursor, 8),
    '(': (m) => {
      if (++m.pushed > mostValues) refuse(m, 'too many marks');
      m.marks.push(m.stack.length);
    },
    N: (m) => push(m, null),
    '\x88': (m) => push(m, true),
    '\x89': (m) => push(m, false),
    J: (m) => push(m, int32(m.cursor)),
    K: (m) => push(m, byte(m.cursor)),
    M: (m) => push(m, uint16(m.cursor)),
    '\x8a': (m) => integer(m, byte(m.cursor)),
    '\x8b': (m) => integer(m, uint32(m.cursor)),
    G: (m) => push(m, float64(m.cursor)),
    X: (m) => text(m, uint32(m.cursor)),
    '\x8c': (m) => text(m, byte(m.cursor)),
    '\x8d': (m) => text(m, uint64(m.cursor)),
    // Python 2's str, as old checkpoints have it.
    U: (m) => push(m, latin1(take(m.cursor, byte(m.cursor)))),
    T: (m) => push(m, latin1(take(m.cursor, uint32(m.cursor)))),
    ')': (m) => tuple(m, 0),
    '\x85': (m) => tuple(m, 1),
    '\x86': (m) => tuple(m, 2),
    '\x87': (m) => tuple(m, 3),
    t: (m) => push(m, { kind: 'tuple', items: popToMark(m) }),
    ']': (m) => push(m, { kind: 'list', items: [] }),
    a: (m) => {
      const item = pop(m);
      appendTo(m, [item]);
    },
    e: (m) => appendTo(m, popToMark(m)),
    '}': (m) => push(m, { kind: 'dictionary', entries: new Map() }),
    s: (m) => {
      const value = pop(m);
      const key = pop(m);
      setItems(m, [key, value]);
    },
    u: (m) => setItems(m, popToMark(m)),
    q: (m) => remember(m, byte(m.cursor)),
    r: (m) => remember(m, uint32(m.cursor)),
    '\x94': (m) => remember(m, m.memo.size),
    h: (m) => recall(m, byte(m.cursor)),
    j: (m) => recall(m, uint32(m.cursor)),
    c: (m) => {
      const module = line(m.cursor);
      global(m, module, line(m.cursor));
    },
    '\x93': (m) => {
      const name = pop(m);
      global(m, pop(m), name);
    },
    Q: (m) => {
      const id = pop(m);
      push(m, m.names.persistent(id, place(m)));
    },
    R: reduce,
    b: build,
  }).map(([character, act]) => [character.charCodeAt(0), act]),
);
