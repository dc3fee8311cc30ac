import { readIndicators } from "./src/indicators/registry.ts"; import { readTables } from "./src/populations/tables.ts"; import { readPolicy } from "./src/disclosure/policy.ts"; import { auditRelease } from "./src/audit/audit.ts"; import { openWarehouse } from "./src/warehouse/connect.ts";
const { connection, close } = await openWarehouse({ path: ":memory:" });
const policy = await readPolicy("pipelines"); const t = performance.now();
const r: any = await auditRelease(connection, process.argv[2]!, { indicators: await readIndicators("pipelines"), tables: await readTables("pipelines"), policy: { ...policy, arePersonsOpen: false }, earlier: process.argv[3] ?? null, threads: null });
console.log(((performance.now() - t) / 1000).toFixed(1), JSON.stringify(r.total)); 
const c: any = {}; for (const f of r.failures) { const k = [f.found_by, f.table, f.population].join(" "); c[k] = (c[k] ?? 0) + 1; } console.log(c); for (const f of r.failures.slice(0, 6)) console.log(JSON.stringify(f)); close();
