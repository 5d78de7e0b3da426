// Small words and numbers as the window says them.
import { t } from '../common/messages/t.ts';

/** "0:27", "12:05", "1:02:07". */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const two = (number: number) => String(number).padStart(2, '0');
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}

/** "9.2/s", "48/min": a rate in the unit that gives a number one can read; empty while unknown. */
export function rate(each: number): string {
  if (each <= 0) return '';
  if (each >= 0.95) return t('{number}/s', { number: each.toFixed(each < 10 ? 1 : 0) });
  return t('{number}/min', { number: String(Math.max(1, Math.round(each * 60))) });
}

/** The last part of a name with folders, and the folders before it. */
export function splitName(name: string): { readonly folder: string; readonly file: string } {
  const cut = name.lastIndexOf('/') + 1;
  return { folder: name.slice(0, cut), file: name.slice(cut) };
}

/** "12 kB", "0.3 MB", "39.4 MB", "205 MB": decimal, as file managers and servers count them. */
export function megabytes(bytes: number): string {
  if (bytes < 100_000) return `${Math.ceil(bytes / 1000)} kB`;
  const number = bytes / 1e6;
  return `${number.toFixed(number < 100 ? 1 : 0)} MB`;
}
