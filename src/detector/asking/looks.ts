// How a picture is looked at for a question, and where in the picture what was seen lies: the whole, or the tiles that hold the place.
import { middleOf } from '../../common/fcos/answer.ts';
import type { AskedPlace, WeighedAnswer } from '../../common/fcos/answer.ts';
import { translate } from '../../common/geometry/box.ts';
import type { Size } from '../../common/geometry/box.ts';
import { answersIn } from '../../common/model/seen.ts';
import type { Seen } from '../../common/model/seen.ts';
import { cutSides } from '../../common/tiles/piece.ts';
import type { Region } from '../../common/tiles/plan.ts';
import type { PlannedPicture } from '../tiles/tiledPicture.ts';

/** One look: the index among the picture's views, as TiledPicture has them. */
export interface Look {
  readonly index: number;
  readonly region: Region | 'whole';
}

/** What a tile's edge cuts is a part of the object, and counts for less than a look that holds all of it. */
const cutWeight = 0.3;

/** Those that hold the place; the whole picture, where it is not cut. */
export function looksFor(planned: PlannedPicture | undefined, place: AskedPlace): Look[] {
  if (planned === undefined) return [{ index: 0, region: 'whole' }];
  const { regions, whole } = planned.plan;
  const { x, y } = middleOf(place);
  const tiles = regions.flatMap((region, index) => {
    const { left, top, width, height } = region;
    return x >= left && y >= top && x <= left + width && y <= top + height ? [{ index, region }] : [];
  });
  return whole === 'also' ? [...tiles, { index: regions.length, region: 'whole' }] : tiles;
}

/** What was seen in one look, in pixels of the picture. */
export function answersOf({ region }: Look, seen: Seen, place: AskedPlace, picture: Size): WeighedAnswer[] {
  if (region === 'whole') return answersIn(seen, place);
  const { left, top } = region;
  return answersIn(seen, moved(place, -left, -top)).map((answer) => {
    const box = translate(answer.box, left, top);
    const isCut = cutSides(box, region, picture, 1).length > 0;
    return { ...answer, box, weight: isCut ? answer.weight * cutWeight : answer.weight };
  });
}

function moved(place: AskedPlace, dx: number, dy: number): AskedPlace {
  return place.kind === 'point'
    ? { ...place, x: place.x + dx, y: place.y + dy }
    : { ...place, box: translate(place.box, dx, dy) };
}
