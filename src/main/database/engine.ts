// The one place that knows which SQLite runs: node:sqlite where the runtime has it, else @photostructure/sqlite (same API), and the
// part of that API that the driver uses.
export type SqlValue = number | string | null | Uint8Array;
export type Parameters = Readonly<Record<string, SqlValue>>;

export interface RawStatement {
  run(...parameters: readonly (Parameters | SqlValue)[]): {
    changes: number | bigint;
    lastInsertRowid: number | bigint;
  };
  get(parameters: Parameters): unknown;
  all(parameters: Parameters): unknown[];
}
export interface ArrayStatement extends RawStatement {
  setReturnArrays?(arrays: boolean): void;
}
export interface RawDatabase {
  prepare(sql: string): ArrayStatement;
  exec(sql: string): void;
  close(): void;
}
type RawDatabaseClass = new (file: string, options: { readOnly: boolean; timeout: number }) => RawDatabase;

export interface Engine {
  readonly name: 'node:sqlite' | '@photostructure/sqlite';
  readonly DatabaseSync: RawDatabaseClass;
}

let engine: Promise<Engine> | undefined;

export function sqliteEngine(): Promise<Engine> {
  engine ??= chooseEngine();
  return engine;
}

async function chooseEngine(): Promise<Engine> {
  // Node 22 has a first node:sqlite whose statements cannot give arrays; from Node 24 on it can.
  if (Number(process.versions.node.split('.')[0]) >= 24) {
    try {
      const name = 'node:sqlite';
      const own = (await import(/* @vite-ignore */ name)) as Omit<Engine, 'name'>;
      return { name, DatabaseSync: own.DatabaseSync };
    } catch {
      // A build of Node without SQLite: the package below serves.
    }
  }
  const bundled = (await import('@photostructure/sqlite')) as unknown as Omit<Engine, 'name'>;
  return { name: '@photostructure/sqlite', DatabaseSync: bundled.DatabaseSync };
}
