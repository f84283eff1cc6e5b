/** `npm start`: a real editor with OpenCrates in it and a model that answers, from a bare machine. */
import { calledFrom, readArguments, usage } from './arguments.ts';
import { runStart } from './runStart.ts';

// A reader that went away must not end us before what we started has ended.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

const read = readArguments(process.argv.slice(2), calledFrom(process.env));
switch (read.kind) {
  case 'help':
    process.stdout.write(usage);
    break;
  case 'problem':
    process.stderr.write(`${read.sentence}\n\n${usage}`);
    process.exitCode = 2;
    break;
  case 'start':
    // Exiting closes what still keeps the process alive, such as idle connections.
    process.exit(await runStart(read.options));
}
