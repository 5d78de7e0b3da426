// Walks a graph's operations and lets a rule put others in their place. What the rules are lies elsewhere (lower.ts).
import { continued } from './graph.ts';
import type { Graph, GraphBuilder, Operation, Tensor } from './graph.ts';

/** Appends what stands for the operation (its inputs are renamed already) and gives its outputs; undefined keeps it. */
export type Replace = (graph: GraphBuilder, operation: Operation) => readonly (Tensor | undefined)[] | undefined;

export interface Rewritten {
  readonly graph: GraphBuilder;
  /** The tensor that stands for one of the original graph. */
  standsFor(tensor: Tensor): Tensor;
}

/** A new graph; the original does not change. */
export function rewrite(graph: Graph, replace: Replace): Rewritten {
  const result: GraphBuilder = { ...continued(graph), operations: [] };
  const replaced = new Map<Tensor, Tensor>();
  const standsFor = (tensor: Tensor): Tensor => replaced.get(tensor) ?? tensor;
  for (const original of graph.operations) {
    const inputs = original.inputs.map((tensor) => (tensor === undefined ? undefined : standsFor(tensor)));
    const outputs = replace(result, { ...original, inputs }) ?? kept(result, { ...original, inputs });
    original.outputs.forEach((tensor, i) => {
      const stands = outputs[i];
      if (stands !== undefined) replaced.set(tensor, stands);
    });
  }
  for (const [name, tensor] of result.outputs) result.outputs.set(name, standsFor(tensor));
  return { graph: result, standsFor };
}

/** Names carry their operation's position, which the rewriting shifts; a fresh name keeps them unique. */
function kept(graph: GraphBuilder, original: Operation): readonly Tensor[] {
  const place = `${original.name}_${graph.operations.length}`;
  const outputs = original.outputs.map((tensor, i): Tensor => ({ ...tensor, name: i === 0 ? place : `${place}_${i}` }));
  graph.operations.push({ ...original, outputs });
  return outputs;
}
