// The command line over snapshots, backups and the look through a project.
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { reserveWindowIds } from '../../src/main/database/annotationIds.ts';
import { applyChange } from '../../src/main/database/annotations.ts';
import { closeProject, openProject } from '../../src/main/project/project.ts';
import { buildEntries } from '../detector/builtDetector.ts';
import { adding, box, makeFixture, type Fixture } from '../main/database/projectFixture.ts';

let built: Awaited<ReturnType<typeof buildEntries>>;
let fixture: Fixture;
beforeAll(async () => {
  built = await buildEntries({ cli: 'src/cli/index.ts' });
  fixture = await makeFixture(2);
  reserveWindowIds(fixture.database);
  applyChange(fixture.database, 1, adding(box(1_000_001, 10, 10)));
  closeProject(fixture.project);
});
afterAll(async () => {
  fixture.remove();
  await built.remove();
});

function boxwright(...args: string[]): Promise<{ readonly code: number; readonly out: string; readonly said: string }> {
  return new Promise((resolve) => {
    const program = path.join(built.folder, 'cli.js');
    execFile(process.execPath, [program, ...args], { cwd: fixture.folder }, (error, out, said) => {
      resolve({ code: error === null ? 0 : Number(error.code), out, said });
    });
  });
}

it('snapshots are made, listed, compared, restored and exported again, and a backup is a project again', async () => {
  expect(await boxwright('snapshot', 'make', 'project', '--name', 'first')).toMatchObject({ code: 0 });
  expect((await boxwright('export', 'project', '--out', 'one.json')).said).toMatch(/pinned as snapshot 1/);
  const project = await openProject(fixture.project.folder, { access: 'write' });
  applyChange(project.database, 1, adding(box(1_000_002, 90, 90)));
  closeProject(project);
  expect((await boxwright('snapshot', 'diff', 'project', '1')).out).toBe('        1 boxes added\n1.jpg: +1 −0 ~0\n');
  await boxwright('snapshot', 'export', 'project', '1', '--out', 'again.json');
  const bytes = (name: string): string => readFileSync(path.join(fixture.folder, name), 'utf8');
  expect(bytes('again.json')).toBe(bytes('one.json'));
  // In other formats too, and refused where that cannot be.
  const voc = await boxwright('snapshot', 'export', 'project', '1', '--format', 'voc', '--out', 'again-voc');
  expect(voc).toMatchObject({ code: 0 });
  expect(bytes('again-voc/Annotations/1.xml').match(/<object>/g)).toHaveLength(1);
  expect(await boxwright('snapshot', 'export', 'project', '1', '--dry-run', '--out', 'x.json')).toMatchObject({
    code: 2,
  });
  expect((await boxwright('snapshot', 'restore', 'project', '1')).said).toMatch(/snapshot 1 is back; .* snapshot 2/);
  expect((await boxwright('snapshot', 'diff', 'project', '1')).out).toBe('Nothing is different.\n');
  const list = (await boxwright('snapshot', 'list', 'project')).out.trimEnd().split('\n');
  expect(list.map((line) => line.trim().split(/\s+/)[0])).toEqual(['2', '1']);
  expect(list[1]).toMatch(/ {2}[0-9a-f]{12} {2}1 box on 2 pictures {2}hand: first$/);
  expect(await boxwright('snapshot', 'diff', 'project', '9')).toMatchObject({ code: 1 });
  expect(await boxwright('backup', 'project', 'b.backup')).toMatchObject({ code: 0 });
  expect(await boxwright('restore', 'b.backup', 'new')).toMatchObject({ code: 0 });
  const doctor = await boxwright('doctor', 'new', '--json');
  const report = JSON.parse(doctor.out) as {
    readonly findings: readonly { readonly check: string; readonly fault?: string }[];
  };
  // The fixture's pictures lie nowhere.
  expect(report.findings.filter(({ fault }) => fault !== undefined).map(({ check }) => check)).toEqual([
    'picture folders',
  ]);
  expect(await boxwright('snapshot', 'forget', 'new', '1')).toMatchObject({ code: 0 });
});
