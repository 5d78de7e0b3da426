import { describe, expect, it } from 'vitest';
import { readKeyFile, readKeyMap, writeKeyFile } from '../../../src/common/keys/keyMap.ts';

describe('a key map that somebody wrote', () => {
  it('is taken where it is right, and says where it is not', () => {
    const { keys, problems } = readKeyMap({
      'edit.undo': ['Control+U', 'hyper+x', 7],
      'view.fit': 'f',
      'tool.draw': [],
      'no command': ['k'],
      'view.palette': ['a', 'b', 'c', 'd', 'e', 'A'],
    });
    expect(keys).toEqual({ 'edit.undo': ['Ctrl+u'], 'tool.draw': [], 'view.palette': ['a', 'b', 'c', 'd'] });
    expect(problems.map(({ where }) => where)).toEqual([
      'keys."edit.undo"[1]',
      'keys."edit.undo"[2]',
      'keys."view.fit"',
      'keys."no command"',
      'keys."view.palette"[4]',
      'keys."view.palette"[5]',
    ]);
    expect(problems[0]?.message).toContain('"hyper+x" is not a key');
  });

  it('is the usual one when it is no object at all', () => {
    expect(readKeyMap(['k'])).toMatchObject({ keys: {}, problems: [{ where: 'keys' }] });
  });

  it('comes back out of its file as it was', () => {
    const keys = { 'edit.undo': ['$mod+u'], 'tool.draw': [] };
    expect(readKeyFile(writeKeyFile(keys))).toEqual({ keys, problems: [] });
  });

  it('is not taken out of a file of another kind', () => {
    expect(readKeyFile('{"keys": {}}')).toBeUndefined();
    expect(readKeyFile('{"boxwrightKeys": 2, "keys": {}}')).toBeUndefined();
    expect(readKeyFile('not JSON')).toBeUndefined();
  });
});
