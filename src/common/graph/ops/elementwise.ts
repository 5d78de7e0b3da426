// Operations that treat every value alone; two operands broadcast as ONNX says.
import { constant, int, operation } from '../graph.ts';
import type { Dimension, GraphBuilder, OperationName, Shape, Tensor } from '../graph.ts';

export function add(graph: GraphBuilder, a: Tensor, b: Tensor): Tensor {
  return operation(graph, 'Add', [a, b], {}, broadcast(a.shape, b.shape));
}

export function subtract(graph: GraphBuilder, a: Tensor, b: Tensor): Tensor {
  return operation(graph, 'Sub', [a, b], {}, broadcast(a.shape, b.shape));
}

export function multiply(graph: GraphBuilder, a: Tensor, b: Tensor): Tensor {
  return operation(graph, 'Mul', [a, b], {}, broadcast(a.shape, b.shape));
}

export function divide(graph: GraphBuilder, a: Tensor, b: Tensor): Tensor {
  return operation(graph, 'Div', [a, b], {}, broadcast(a.shape, b.shape));
}

export function minimum(graph: GraphBuilder, a: Tensor, b: Tensor): Tensor {
  return operation(graph, 'Min', [a, b], {}, broadcast(a.shape, b.shape));
}

export function maximum(graph: GraphBuilder, a: Tensor, b: Tensor): Tensor {
  return operation(graph, 'Max', [a, b], {}, broadcast(a.shape, b.shape));
}

/** x ^ exponent; the exponent is a fixed number. */
export function power(graph: GraphBuilder, x: Tensor, exponent: number): Tensor {
  return operation(graph, 'Pow', [x, scalar(graph, exponent)], {}, x.shape);
}

export function relu(graph: GraphBuilder, x: Tensor): Tensor {
  return unary(graph, 'Relu', x);
}

export function exponential(graph: GraphBuilder, x: Tensor): Tensor {
  return unary(graph, 'Exp', x);
}

/** Natural. */
export function logarithm(graph: GraphBuilder, x: Tensor): Tensor {
  return unary(graph, 'Log', x);
}

export function negate(graph: GraphBuilder, x: Tensor): Tensor {
  return unary(graph, 'Neg', x);
}

export function sigmoid(graph: GraphBuilder, x: Tensor): Tensor {
  return unary(graph, 'Sigmoid', x);
}

/** ln(1 + eˣ). */
export function softplus(graph: GraphBuilder, x: Tensor): Tensor {
  return unary(graph, 'Softplus', x);
}

export function squareRoot(graph: GraphBuilder, x: Tensor): Tensor {
  return unary(graph, 'Sqrt', x);
}

/** 1 where a > b, else 0, as float32. */
export function greater(graph: GraphBuilder, a: Tensor, b: Tensor): Tensor {
  return toFloat(graph, operation(graph, 'Greater', [a, b], {}, broadcast(a.shape, b.shape), 'bool'));
}

/** 1 where a = b, else 0, as float32. */
export function equal(graph: GraphBuilder, a: Tensor, b: Tensor): Tensor {
  return toFloat(graph, operation(graph, 'Equal', [a, b], {}, broadcast(a.shape, b.shape), 'bool'));
}

/** A number as a tensor without axes. */
export function scalar(graph: GraphBuilder, value: number): Tensor {
  return constant(graph, Float32Array.of(value), []);
}

/** TensorProto.DataType.FLOAT. */
const float32 = 1;

function toFloat(graph: GraphBuilder, x: Tensor): Tensor {
  return operation(graph, 'Cast', [x], { to: int(float32) }, x.shape);
}

function unary(graph: GraphBuilder, name: OperationName, x: Tensor): Tensor {
  return operation(graph, name, [x], {}, x.shape);
}

/** The shape of a ∘ b: axes aligned at the end, a size of 1 gives way. A named size wins over 1 and equals itself. */
export function broadcast(a: Shape, b: Shape): Shape {
  const length = Math.max(a.length, b.length);
  return Array.from({ length }, (_, axis): Dimension => {
    const first = a[a.length - length + axis] ?? 1;
    const second = b[b.length - length + axis] ?? 1;
    if (first === 1) return second;
    if (typeof first === 'number' && typeof second === 'number' && second !== 1 && first !== second) {
      throw new Error(`[${a.join()}] and [${b.join()}] do not broadcast.`);
    }
    return typeof first === 'number' || second === 1 ? first : second;
  });
}
