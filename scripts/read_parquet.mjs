// Print the rows of a parquet file as one JSON list; a geometry as GeoJSON.
//
//   node scripts/read_parquet.mjs FILE
import { asyncBufferFromFile, parquetReadObjects } from "hyparquet";

const file = await asyncBufferFromFile(process.argv[2]);
process.stdout.write(JSON.stringify(await parquetReadObjects({ file })));
