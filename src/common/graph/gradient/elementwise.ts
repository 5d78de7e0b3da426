// Gradients of operations that treat every value alone.
import type { Tensor } from '../graph.ts';
import { add, divide, equal, greater, multiply, negate, power, scalar, sigmoid, subtract } from '../ops/elementwise.ts';
import { unbroadcast } from './rule.ts';
import type { Backward, Rule } from './rule.ts';

/** A rule for two operands: each side's gradient is made only when wanted, and summed over what was broadcast. */
function binary(
  first: (backward: Backward, a: Tensor, b: Tensor) => Tensor,
  second: (backward: Backward, a: Tensor, b: Tensor) => Tensor,
): Rule {
  return (backward) => {
    const a = backward.input(0);
    const b = backward.input(1);
    return [first, second].map((side, index) =>
      backward.wants(index) ? unbroadcast(backward.graph, side(backward, a, b), backward.input(index)) : undefined,
    );
  };
}

function unary(rule: (backward: Backward, x: Tensor) => Tensor): Rule {
  return (backward) => [rule(backward, backward.input(0))];
}

export const addRule = binary(
  ({ gradient }) => gradient,
  ({ gradient }) => gradient,
);

export const subtractRule = binary(
  ({ gradient }) => gradient,
  ({ graph, gradient }) => negate(graph, gradient),
);

export const multiplyRule = binary(
  ({ graph, gradient }, _, b) => multiply(graph, gradient, b),
  ({ graph, gradient }, a) => multiply(graph, gradient, a),
);

export const divideRule = binary(
  ({ graph, gradient }, _, b) => divide(graph, gradient, b),
  ({ graph, gradient, output }, _, b) => negate(graph, multiply(graph, gradient, divide(graph, output, b))),
);

/** Goes to the smaller one, by halves where both are equal, as torch does. */
export const minimumRule = binary(
  ({ graph, gradient }, a, b) => multiply(graph, gradient, chosen(graph, b, a)),
  ({ graph, gradient }, a, b) => multiply(graph, gradient, chosen(graph, a, b)),
);

export const maximumRule = binary(
  ({ graph, gradient }, a, b) => multiply(graph, gradient, chosen(graph, a, b)),
  ({ graph, gradient }, a, b) => multiply(graph, gradient, chosen(graph, b, a)),
);

/** 1 where a > b, ½ where a = b, else 0. */
function chosen(graph: Backward['graph'], a: Tensor, b: Tensor): Tensor {
  return add(graph, greater(graph, a, b), multiply(graph, equal(graph, a, b), scalar(graph, 0.5)));
}

/** The exponent is a constant and gets no gradient. */
export const powerRule: Rule = ({ graph, gradient, input }) => {
  const exponent = graph.constants.find((one) => one.tensor === input(1))?.values[0];
  if (typeof exponent !== 'number') throw new Error('Pow is differentiated only for a constant exponent.');
  const slope = exponent === 2 ? input(0) : power(graph, input(0), exponent - 1);
  return [multiply(graph, gradient, multiply(graph, slope, scalar(graph, exponent))), undefined];
};

export const reluRule = unary(({ graph, gradient, output }) =>
  multiply(graph, gradient, greater(graph, output, scalar(graph, 0))),
);

export const exponentialRule = unary(({ graph, gradient, output }) => multiply(graph, gradient, output));

export const logarithmRule = unary(({ graph, gradient }, x) => divide(graph, gradient, x));

export const negateRule = unary(({ graph, gradient }) => negate(graph, gradient));

export const sigmoidRule = unary(({ graph, gradient, output }) =>
  multiply(graph, gradient, multiply(graph, output, subtract(graph, scalar(graph, 1), output))),
);

export const softplusRule = unary(({ graph, gradient }, x) => multiply(graph, gradient, sigmoid(graph, x)));

export const squareRootRule = unary(({ graph, gradient, output }) =>
  divide(graph, multiply(graph, gradient, scalar(graph, 0.5)), output),
);
