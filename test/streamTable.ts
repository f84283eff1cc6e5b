import { measureStreamTable, writeTable } from './unit/openai/streamTable.ts';

// Measures what the bare SDK and OpenCrates make of broken streams, and writes it into the README: `node test/streamTable.ts`.

writeTable(await measureStreamTable());
