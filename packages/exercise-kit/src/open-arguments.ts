/** The arguments of a call that are written out, which those of an explored call always are. */
import type { ExerciseTest, PythonValue } from '@lockstep/protocol';

/** Throws when an argument is made by a generator. */
export function openArguments({ call, args }: ExerciseTest): PythonValue[] {
  return args.map((argument) => {
    if (argument.kind === 'value') return argument.value;
    throw new Error(`an argument of ${call} is made by the generator ${argument.generator}`);
  });
}
