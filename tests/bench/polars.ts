import { join } from "node:path";
import pl from "nodejs-polars";

/**
 * Headcount, FTE, leavers and FTE by band of every cell, from `staff.parquet`, `cell.parquet` and `followed.parquet` of a
 * folder into its `polars-stock.parquet`, `polars-flow.parquet` and `polars-band.parquet`.
 */
export async function runPolars(folder: string): Promise<void> {
  const scan = (name: string) => pl.scanParquet(join(folder, `${name}.parquet`));
  const inPost = scan("staff").filter(
    pl.col("in_post").and(pl.col("snapshot_date").date.month().modulo(3).eq(0)),
  );
  const leaf = ["employer_code", "profession", "staff_type"];
  const cells = scan("cell");
  const inCell = inPost.join(cells, { on: leaf, how: "inner" });
  const stock = inCell
    .groupBy(["snapshot_date", "cell"])
    .agg(pl.col("person").nUnique().alias("people"), pl.col("fte").sum().alias("fte"));
  const band = inCell
    .filter(pl.col("is_margin"))
    .groupBy(["snapshot_date", "cell", "band"])
    .agg(pl.col("fte").sum().alias("fte"));
  const flow = inPost
    .join(scan("followed"), { on: ["employer_code", "snapshot_date"], how: "inner" })
    .join(cells, { on: leaf, how: "inner" })
    .groupBy(["period_end", "cell", "person"])
    .agg(pl.col("is_start").max().alias("at_start"), pl.col("is_start").min().alias("only_start"))
    .groupBy(["period_end", "cell"])
    .agg(
      pl.col("at_start").and(pl.col("only_start")).sum().alias("left_cell"),
      pl.col("at_start").sum().alias("people_at_start"),
      pl.col("only_start").not().sum().alias("people_at_end"),
    );
  const write = async (name: string, frame: typeof stock): Promise<void> => {
    (await frame.collect()).writeParquet(join(folder, `polars-${name}.parquet`));
  };
  await write("stock", stock.withColumnRenamed("snapshot_date", "period_end"));
  await write(
    "band",
    band.withColumnRenamed("snapshot_date", "period_end").withColumnRenamed("band", "category"),
  );
  await write("flow", flow);
}
