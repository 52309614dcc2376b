/** `lockstep`: judges files on this machine, with no server and no database. Exit codes are documented in USAGE. */
import { parseArgs } from 'node:util';
import { judgeCommand } from './judge-command.ts';
import { outcomesCommand } from './outcomes-command.ts';
import { exportCommand, importCommand, newCommand } from './package-commands.ts';
import { replayCommand } from './replay-command.ts';
import { Refused, UsageError } from './usage-error.ts';
import { verifyCommand } from './verify-command.ts';

const USAGE = `Usage:
  lockstep judge <slug or folder of an exercise> <file> [--json] [--samples | --call 'count(3, 2)']
      Judges a solution. --json prints the report as one object on the last line. --call: runs and explores that call
      instead of the tests, and tells what it can come to.
  lockstep replay <slug or folder of an exercise> <file> <schedule> [--json] [--call 'count(3, 2)']
  lockstep replay <slug or folder of a question> <schedule> [--json]
      Plays a schedule that was printed, step by step; says so when the program does something else by now.
  lockstep verify [slug ...] [--mutants] [--json]
      Judges every reference submission and compares with the verdict that its folder names, and computes again what the
      programs of questions can do. --mutants: makes mistakes in the accepted ones too, and lists those that the tests
      do not notice.
  lockstep outcomes <slug or folder of a question> [--json]
      Explores every interleaving of the call that the question shows, and writes what it can do into the package.
  lockstep new <slug> [--question]
      Makes a whole exercise to change, or a question, in the first track.
  lockstep export <slug or folder of an exercise> [file.zip] [--replace]
      Writes the package as one zip file.
  lockstep import <file.zip> [--replace]
      Puts the package of a zip file among the exercises, checked first.

Options:
  --exercises <folder>   where slugs are looked up (default: exercises/ of this project)

Exit codes of judge: 0 accepted, 1 another verdict, 2 usage, 3 judge-error (our fault).
Exit codes of replay: 0 replayed, 1 the schedule does not fit the program, 2 usage, 3 our fault.
Exit codes of outcomes, new, export and import: 0 done, 2 refused, with the reason.
Exit codes of verify: 0 as expected, 1 a difference or a mutant that survived, 2 usage, 3 judge-error.
`;

const OPTIONS = {
  json: { type: 'boolean', default: false },
  samples: { type: 'boolean', default: false },
  call: { type: 'string' },
  mutants: { type: 'boolean', default: false },
  replace: { type: 'boolean', default: false },
  question: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
  exercises: { type: 'string' },
} as const;

async function main(argv: string[]): Promise<number> {
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse(argv);
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
  const { values, positionals } = parsed;
  const [command, ...rest] = positionals;
  if (values.help) {
    process.stdout.write(USAGE);
    return 0;
  }
  switch (command) {
    case 'judge': {
      const [exercise, file, extra] = rest;
      if (exercise === undefined || file === undefined || extra !== undefined) {
        throw new UsageError('judge takes an exercise and a file.');
      }
      return judgeCommand({ exercise, file, ...values });
    }
    case 'replay': {
      const [name, second, third, extra] = rest;
      if (name === undefined || second === undefined || extra !== undefined) {
        throw new UsageError(
          'replay takes an exercise, a file and a schedule in quotes, or a question and a schedule.',
        );
      }
      return replayCommand({
        name,
        ...(third === undefined ? { file: null, schedule: second } : { file: second, schedule: third }),
        ...values,
      });
    }
    case 'new': {
      const [slug, extra] = rest;
      if (slug === undefined || extra !== undefined) throw new UsageError('new takes one slug.');
      return newCommand(slug, values);
    }
    case 'export': {
      const [exercise, file, extra] = rest;
      if (exercise === undefined || extra !== undefined) throw new UsageError('export takes an exercise and a file.');
      return exportCommand(exercise, file, values);
    }
    case 'import': {
      const [file, extra] = rest;
      if (file === undefined || extra !== undefined) throw new UsageError('import takes one file.');
      return importCommand(file, values);
    }
    case 'outcomes': {
      const [slug, extra] = rest;
      if (slug === undefined || extra !== undefined) throw new UsageError('outcomes takes one question.');
      return outcomesCommand({ slug, ...values });
    }
    case 'verify':
      return verifyCommand({ slugs: rest, ...values });
    default:
      throw new UsageError(command === undefined ? 'Say what to do.' : `There is no command "${command}".`);
  }
}

function parse(argv: string[]) {
  return parseArgs({ args: argv, options: OPTIONS, allowPositionals: true });
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (error instanceof UsageError) {
    process.stderr.write(`${error.message}\n\n${USAGE}`);
    process.exitCode = 2;
  } else if (error instanceof Refused) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 2;
  } else {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 3;
  }
}
