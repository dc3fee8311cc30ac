import { PipelineError } from "../errors.ts";
import { type Highs, type LinearModel, solverOptions } from "../solver.ts";

/** A linear program in sparse columns, all rows between `rowLower` and `rowUpper`. */
export interface Program {
  cost: number[];
  lower: number[];
  upper: number[];
  /** Entries by column: rows and coefficients. */
  columns: { rows: number[]; coefficients: number[] }[];
  rowLower: number[];
  rowUpper: number[];
}

/** A program that is solved again and again with other costs, each time from where it stands. */
export interface Solver {
  /** Values of all columns at the least cost. @throws PipelineError `audit-broken` when there is no optimum */
  minimise(): Float64Array;
  setCosts(costs: Float64Array): void;
  setBounds(column: number, lower: number, upper: number): void;
}

const optimal = 7;

/** Opens a program, does the work and frees its memory. */
export function withProgram<T>(highs: Highs, program: Program, work: (solver: Solver) => T): T {
  return highs.withModel((model) => {
    model.options.set(solverOptions);
    pass(model, program);
    return work({
      minimise() {
        const { modelStatus } = model.run();
        if (modelStatus !== optimal) {
          throw new PipelineError("audit-broken", `linear program: status ${modelStatus}`);
        }
        return model.getSolution().colValue;
      },
      setCosts(costs) {
        model.changeColsCost({ kind: "range", from: 0, to: costs.length - 1 }, costs);
      },
      setBounds(column, lower, upper) {
        model.changeColBounds(column, lower, upper);
      },
    });
  });
}

function pass(model: LinearModel, { cost, lower, upper, columns, rowLower, rowUpper }: Program): void {
  const starts = [0];
  const indices: number[] = [];
  const values: number[] = [];
  for (const { rows, coefficients } of columns) {
    indices.push(...rows);
    values.push(...coefficients);
    starts.push(indices.length);
  }
  model.passModel({
    numCols: cost.length,
    numRows: rowLower.length,
    colCost: cost,
    colLower: lower,
    colUpper: upper,
    rowLower,
    rowUpper,
    matrix: { format: "csc", numRows: rowLower.length, numCols: cost.length, starts, indices, values },
  });
}
