import { describe, expect, it } from 'vitest';
import { readAddress } from '../../../src/cli/queue/address.ts';
import { wordsFor } from '../../../src/cli/queue/databaseErrors.ts';

describe('the address of a queue', () => {
  it.each([
    ['postgres://me:pass%40word@db.example:5433/work?sslmode=require', 'postgres://me@db.example:5433/work'],
    ['postgresql://me:pass%40word@db/work', 'postgres://me@db/work'],
    ['postgres://me:pass%40word@/work?host=/run/postgresql', 'postgres://me@localhost/work'],
    ['postgres://db/work?user=me&password=pass%40word', 'postgres://db/work'],
    ['postgres://localhost', 'postgres://localhost'],
  ])('is shown without its password: %s', (address, shown) => {
    const read = readAddress(address);
    expect(read.shown).toBe(shown);
    expect(read.connection).toBe(address);
    if (address.includes('pass')) expect(read.hide('a pass@word, pass%40word b')).toBe('a ***, *** b');
  });

  it.each(['', 'mysql://me:secret@db/x', 'secret', 'postgres//me:secret@db', 'postgres://me:sec/ret#@d b:99999999/x'])(
    'is refused without a repetition: %s',
    (address) => {
      let message = '';
      try {
        readAddress(address);
      } catch (caught) {
        message = (caught as Error).message;
      }
      expect(message).toContain('postgres://user@host');
      expect(message).not.toContain('secret');
    },
  );
});

describe('an error of the database', () => {
  it.each([
    [{ code: '28P01', message: 'password authentication failed for user "me"' }, 'refuses the user or the password'],
    [{ code: '42501', message: 'permission denied for schema boxwright' }, 'needs CREATE on the database'],
    [{ code: '53100', message: 'could not extend file' }, 'is full'],
    [{ code: 'ENOTFOUND', message: 'getaddrinfo ENOTFOUND db' }, 'its host name is not known'],
    [{ code: '25006', message: 'read-only transaction' }, 'standby'],
  ])('is said with what to do: %o', (error, said) => {
    const address = readAddress('postgres://me:i@db/x');
    const { message } = wordsFor(Object.assign(new Error(error.message), error), address);
    expect(message).toContain(said);
    expect(message).toContain('postgres://me@db/x');
  });
});
