import {DuckDBInstance} from '@duckdb/node-api';
const i=await DuckDBInstance.create(process.env.DB??'/tmp/real/data/work/warehouse.duckdb',{access_mode:'READ_ONLY'});const c=await i.connect();
const r=await c.runAndReadAll(process.argv[2]);console.log(r.columnNames().join('\t'));for(const x of r.getRows())console.log(x.map(v=>v&&typeof v==='object'?v.toString():v).join('\t'))
