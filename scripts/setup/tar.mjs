// Takes one member out of a gzipped tar archive, streaming. Knows plain ustar members, which is what npm packs; not a full tar.
import { createReadStream, createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';

const block = 512;

function readText(header, from, length) {
  const end = header.indexOf(0, from);
  return header.toString('utf8', from, end === -1 || end > from + length ? from + length : end);
}

/** One 512-byte tar header → name and size in bytes; undefined for the zero block that ends an archive. Throws on a bad checksum. */
export function readTarHeader(header) {
  if (header.every((byte) => byte === 0)) return undefined;
  const recorded = parseInt(readText(header, 148, 8).trim(), 8);
  let sum = 0;
  for (let i = 0; i < block; i++) sum += i >= 148 && i < 156 ? 32 : header[i];
  if (sum !== recorded) throw new Error('the tar archive is damaged: a header has a wrong checksum');
  const prefix = readText(header, 345, 155);
  const name = readText(header, 0, 100);
  return { name: prefix ? `${prefix}/${name}` : name, size: parseInt(readText(header, 124, 12).trim(), 8) };
}

/**
 * Writes the member `name` of the .tgz `archive` to the file `target`. Stops reading after it.
 * Throws when the archive is damaged, ends early, or has no such member.
 */
export async function extractTarMember(archive, name, target) {
  const source = createReadStream(archive);
  const stream = source.pipe(createGunzip());
  source.on('error', (error) => stream.destroy(error));
  let pending = Buffer.alloc(0);
  let member;
  let left = 0;
  let output;
  try {
    for await (const chunk of stream) {
      pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
      while (pending.length > 0) {
        if (member === undefined) {
          if (pending.length < block) break;
          member = readTarHeader(pending.subarray(0, block));
          pending = pending.subarray(block);
          if (member === undefined) throw new Error(`the archive has no ${name}`);
          const wanted = member.name === name;
          left = wanted ? member.size : Math.ceil(member.size / block) * block;
          if (wanted) output = createWriteStream(target);
        }
        const part = pending.subarray(0, left);
        left -= part.length;
        pending = pending.subarray(part.length);
        if (output && part.length > 0 && !output.write(part)) await once(output, 'drain');
        if (left > 0) break;
        if (output) return;
        member = undefined;
      }
    }
    throw new Error(`the archive ends before ${name} is complete`);
  } finally {
    stream.destroy();
    source.destroy();
    if (output) {
      output.end();
      await finished(output);
    }
  }
}
