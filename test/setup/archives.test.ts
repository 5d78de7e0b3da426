// The set-up's own tar and zip readers, on archives written here byte by byte.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync, gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { extractTarMember, readTarHeader } from '../../scripts/setup/tar.mjs';
import { openZip } from '../../scripts/setup/zip.mjs';

const folder = mkdtempSync(join(tmpdir(), 'boxwright-archives-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function tarMember(name: string, body: Buffer): Buffer {
  const header = Buffer.alloc(512);
  header.write(name, 0);
  header.write('0000644\0', 100);
  header.write(body.length.toString(8).padStart(11, '0'), 124);
  header.fill(' ', 148, 156);
  header.write('0', 156);
  header.write('ustar\0', 257);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return Buffer.concat([header, body, Buffer.alloc((512 - (body.length % 512)) % 512)]);
}

/** Bytes that do not compress and repeat nowhere near a block: any misplaced read shows. */
function noise(length: number): Buffer {
  let state = 12345;
  return Buffer.from(Array.from({ length }, () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) >>> 24));
}

function archive(name: string, members: readonly Buffer[]): string {
  const file = join(folder, name);
  writeFileSync(file, gzipSync(Buffer.concat([...members, Buffer.alloc(1024)])));
  return file;
}

interface ZipMember {
  readonly name: string;
  readonly body: Buffer;
  readonly mode: number;
  readonly method: number;
}

function zip(name: string, members: readonly ZipMember[]): string {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name: inside, body, mode, method } of members) {
    const packed = method === 8 ? deflateRawSync(body) : body;
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(inside.length, 26);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt16LE(method, 10);
    central.writeUInt32LE(packed.length, 20);
    central.writeUInt32LE(body.length, 24);
    central.writeUInt16LE(inside.length, 28);
    central.writeUInt32LE((mode << 16) >>> 0, 38);
    central.writeUInt32LE(offset, 42);
    parts.push(local, Buffer.from(inside), packed);
    directory.push(central, Buffer.from(inside));
    offset += 30 + inside.length + packed.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(members.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  const file = join(folder, name);
  writeFileSync(file, Buffer.concat([...parts, central, end]));
  return file;
}

describe('the tar reader', () => {
  const wanted = noise(300_001);

  it('takes one member out whole, whatever stands before and after it', async () => {
    const members = [
      tarMember('package/a', noise(513)),
      tarMember('package/b', wanted),
      tarMember('package/c', noise(7)),
    ];
    const target = join(folder, 'b');
    await extractTarMember(archive('three.tgz', members), 'package/b', target);
    expect(readFileSync(target).equals(wanted)).toBe(true);
  });

  it('says so when the member is not there', async () => {
    const file = archive('other.tgz', [tarMember('package/a', noise(10))]);
    await expect(extractTarMember(file, 'package/b', join(folder, 'none'))).rejects.toThrow('has no package/b');
  });

  it('refuses an archive that ends in the middle of the member', async () => {
    const file = join(folder, 'short.tgz');
    writeFileSync(file, gzipSync(tarMember('package/b', wanted).subarray(0, 100_000)));
    await expect(extractTarMember(file, 'package/b', join(folder, 'short'))).rejects.toThrow('ends before package/b');
  });

  it('refuses an archive whose compressed bytes end early', async () => {
    const file = join(folder, 'cut.tgz');
    writeFileSync(file, gzipSync(tarMember('package/b', wanted)).subarray(0, 5000));
    await expect(extractTarMember(file, 'package/b', join(folder, 'cut'))).rejects.toThrow();
  });

  it('refuses a header whose checksum does not fit', () => {
    const header = tarMember('package/a', Buffer.alloc(0));
    header[0] = 1;
    expect(() => readTarHeader(header)).toThrow('checksum');
  });
});

describe('the zip reader', () => {
  it('reads stored and deflated entries with their unix modes', () => {
    const text = Buffer.from('boxes '.repeat(1000));
    const zipped = openZip(
      zip('two.zip', [
        { name: 'Cypress/run', body: noise(999), mode: 0o100755, method: 0 },
        { name: 'Cypress/text', body: text, mode: 0o100644, method: 8 },
      ]),
    );
    try {
      expect(zipped.entries.map((entry) => [entry.name, entry.mode])).toEqual([
        ['Cypress/run', 0o100755],
        ['Cypress/text', 0o100644],
      ]);
      expect(zipped.entries.map((entry) => zipped.read(entry))).toEqual([noise(999), text]);
    } finally {
      zipped.close();
    }
  });

  it('refuses what is not a zip archive', () => {
    const file = join(folder, 'not.zip');
    writeFileSync(file, noise(5000));
    expect(() => openZip(file)).toThrow('not a zip archive');
  });

  it('refuses an entry that is packed in an unknown way', () => {
    const zipped = openZip(zip('odd.zip', [{ name: 'odd', body: noise(9), mode: 0, method: 12 }]));
    try {
      expect(() => zipped.entries.map((entry) => zipped.read(entry))).toThrow('unknown zip method 12');
    } finally {
      zipped.close();
    }
  });
});
