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

/** How the solver stands: the status of every column and row, `basic` or at one of its bounds. */
export interface Basis {
  columns: Int32Array;
  rows: Int32Array;
}

export const basic = 1;

/** A program that is solved again and again with other costs, each time from where it stands. */
export interface Solver {
  /** Values of all columns at the least cost. @throws PipelineError `audit-broken` when there is no optimum */
  minimise(): Float64Array;
  setCosts(costs: Float64Array): void;
  setBounds(lower: Float64Array, upper: Float64Array): void;
  readBasis(): Basis;
}

const optimal = 7;

/** Where there is a solution, other costs are soonest met by the primal simplex method. */
const dual = { simplex_strategy: 1 };
const primal = { simplex_strategy: 4 };

/**
 * Opens a program, does the work and frees its memory.
 * @param start where the program has a solution, or null
 */
export function withProgram<T>(
  highs: Highs,
  program: Program,
  start: Basis | null,
  work: (solver: Solver) => T,
): T {
  return highs.withModel((model) => {
    const strategy = start ? primal : dual;
    model.options.set({ ...solverOptions, ...strategy });
    pass(model, program);
    if (start) model.setBasis({ colStatus: start.columns, rowStatus: start.rows });
    return work({
      minimise() {
        if (model.run().modelStatus !== optimal) {
          // What is left of the last solution can lead it astray.
          model.clearSolver();
          model.options.set(dual);
          const { modelStatus } = model.run();
          if (modelStatus !== optimal) {
            throw new PipelineError("audit-broken", `linear program: status ${modelStatus}`);
          }
          model.options.set(strategy);
        }
        return model.getSolution().colValue;
      },
      setCosts(costs) {
        model.changeColsCost({ kind: "range", from: 0, to: costs.length - 1 }, costs);
      },
      setBounds(lower, upper) {
        model.changeColsBounds({ kind: "range", from: 0, to: lower.length - 1 }, lower, upper);
      },
      readBasis() {
        const { colStatus, rowStatus } = model.getBasis();
        return { columns: colStatus, rows: rowStatus };
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
