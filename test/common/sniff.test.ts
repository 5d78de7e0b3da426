import { describe, expect, it } from 'vitest';
import { sniff } from '../../src/common/sniff.ts';

function formatOf(head: string): string {
  const sniffed = sniff(Uint8Array.from(head, (letter) => letter.charCodeAt(0)));
  return 'format' in sniffed ? sniffed.format : 'refused';
}

describe('the first bytes', () => {
  it('tell pictures from texts and films that begin alike', () => {
    expect(formatOf('\xff\xd8\xff\xe0')).toBe('jpeg');
    expect(formatOf('\x89PNG\r\n\x1a\n')).toBe('png');
    expect(formatOf('GIF89a')).toBe('gif');
    expect(formatOf('II*\0')).toBe('tiff');
    expect(formatOf('MM\0+')).toBe('tiff');
    expect(formatOf('RIFF\0\0\0\0WEBPVP8 ')).toBe('webp');
    expect(formatOf('\0\0\0\x1cftypmif1\0\0\0\0miafavif')).toBe('avif');
    expect(formatOf(`BM${'\0'.repeat(12)}\x28\0\0\0`)).toBe('bmp');
    expect(formatOf('\0\0\0\x18ftypheic\0\0\0\0mif1')).toBe('refused');
    expect(formatOf('BMW and other (makers of cars')).toBe('refused');
    expect(formatOf('RIFF\0\0\0\0WAVEfmt ')).toBe('refused');
    expect(formatOf('MMXXVI')).toBe('refused');
    expect(formatOf('')).toBe('refused');
  });

  it('of anything else say what it is', () => {
    const said = (head: string) => sniff(new TextEncoder().encode(head));
    expect(said('')).toEqual({ refused: 'The file is empty.' });
    expect(said('<svg xmlns="')).toMatchObject({ refused: expect.stringContaining('an SVG drawing') as string });
    expect(said('%PDF-1.7')).toMatchObject({ refused: expect.stringContaining('a PDF document') as string });
  });
});
