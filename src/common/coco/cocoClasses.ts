// COCO's own classes, for models whose files name none: most published ones were trained on it.

/** In the order of their ids, of which the largest is ten more than there are classes. */
const names = (
  'person, bicycle, car, motorcycle, airplane, bus, train, truck, boat, traffic light, fire hydrant, stop sign, ' +
  'parking meter, bench, bird, cat, dog, horse, sheep, cow, elephant, bear, zebra, giraffe, backpack, umbrella, ' +
  'handbag, tie, suitcase, frisbee, skis, snowboard, sports ball, kite, baseball bat, baseball glove, skateboard, ' +
  'surfboard, tennis racket, bottle, wine glass, cup, fork, knife, spoon, bowl, banana, apple, sandwich, orange, ' +
  'broccoli, carrot, hot dog, pizza, donut, cake, chair, couch, potted plant, bed, dining table, toilet, tv, ' +
  'laptop, mouse, remote, keyboard, cell phone, microwave, oven, toaster, sink, refrigerator, book, clock, vase, ' +
  'scissors, teddy bear, hair drier, toothbrush'
).split(', ');

/** Ids from 1 to 90 that no class has. */
const gaps = [12, 26, 29, 30, 45, 66, 68, 69, 71, 83];

/**
 * Names for a model with so many class outputs: 80, the classes one after another; 91, by id as torchvision's, where 0 is the
 * background and ten are never given. undefined for any other number.
 */
export function cocoClasses(outputs: number): readonly string[] | undefined {
  if (outputs === names.length) return names;
  if (outputs !== names.length + gaps.length + 1) return undefined;
  let next = 0;
  return Array.from({ length: outputs }, (_, id) => {
    if (id === 0) return '__background__';
    return gaps.includes(id) ? `unused ${id}` : (names[next++] as string);
  });
}
