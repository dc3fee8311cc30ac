import { quoteText } from "../warehouse/connect.ts";

/** A count of persons by the names of its table, cell and category. */
export interface FoundCount {
  table: string;
  population: string;
  period: string;
  area: string;
  profession: string;
  staff_type: string;
  category: string;
  /** How the audit found it. */
  found_by: string;
}

/** Found counts as SQL rows: population, area, profession, staff type and quarter end. */
export function listFound(found: readonly FoundCount[]): string[] {
  return found.map(({ population, period, area, profession, staff_type }) => {
    const names = [population, area, profession, staff_type].map(quoteText).join(", ");
    return `(${names}, date ${quoteText(period)})`;
  });
}
