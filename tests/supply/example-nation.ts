import { fileURLToPath } from "node:url";
import { type LoadedNation, readObserved } from "../../src/supply/read-observed.ts";
import { openWarehouse, quoteText } from "../../src/warehouse/connect.ts";

/** The supply marts of the example nation (seed 1, 120 months), for Wales. */
export async function readExampleNation(): Promise<LoadedNation> {
  const { connection, close } = await openWarehouse({ path: ":memory:" });
  try {
    await connection.run("create schema marts");
    for (const mart of ["year", "ageing", "cohort", "demand"]) {
      const file = fileURLToPath(new URL(`../fixtures/supply/${mart}.csv`, import.meta.url));
      await connection.run(
        `create table marts.supply_${mart} as from read_csv(${quoteText(file)}, header = true,
           auto_type_candidates = ['BOOLEAN', 'INTEGER', 'DATE', 'DOUBLE', 'VARCHAR'])`,
      );
    }
    const nation = await readObserved(connection);
    if (!nation) throw new Error("the example nation is empty");
    return nation;
  } finally {
    close();
  }
}
