// Serves boxwright-image://crop/<box>/<side>/<context>: boxes of the open project cut out of their pictures, and nothing else.
import { cropSides } from '../common/grid.ts';
import { t } from '../common/messages/t.ts';
import { fail } from '../common/result.ts';
import { protocolHeaders, refusal } from './imageProtocol.ts';

const shape = /^\/([1-9][0-9]{0,15})\/([1-9][0-9]{1,2})\/([0-9]{1,2})$/;

/** Makes a crop as `Crops.crop`. */
export type CutCrop = (box: number, side: number, context: number) => Promise<Uint8Array>;

export const isCropAddress = (address: string): boolean => address.startsWith('boxwright-image://crop/');

/** The answer to one address. A failure is a JSON Failure with status 404, for the window's words. */
export async function serveCrop(address: string, cut: CutCrop): Promise<Response> {
  try {
    const match = shape.exec(new URL(address).pathname);
    const [box, side, context] = [1, 2, 3].map((place) => Number(match?.[place])) as [number, number, number];
    if (match === null || !(cropSides as readonly number[]).includes(side) || context > 50)
      fail('invalid', t('This is no address of a crop.'));
    const bytes = await cut(box, side, context / 100);
    return new Response(bytes as Uint8Array<ArrayBuffer>, {
      headers: { ...protocolHeaders, 'content-type': 'image/png', 'cache-control': 'no-store' },
    });
  } catch (caught) {
    return refusal(address, caught);
  }
}
