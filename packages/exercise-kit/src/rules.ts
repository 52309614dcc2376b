/** Structural rules of a package, and whether they make sense for the arguments of a test. */
import type { Argument, ExplorationRules, RuleCount, Rules } from '@lockstep/protocol';
import type { ExplorationFile, RulesFile } from './file-schemas.ts';
import type { Signature } from './signature.ts';

export function readRules(written: RulesFile): Rules {
  return {
    ...(written.child_processes === undefined ? {} : { childProcesses: written.child_processes }),
    ...(written.alive_together === undefined ? {} : { aliveTogether: written.alive_together }),
    ...(written.second_busiest_cpu_share === undefined
      ? {}
      : { secondBusiestCpuShare: written.second_busiest_cpu_share }),
    ...(written.max_threads === undefined ? {} : { maxThreads: written.max_threads }),
  };
}

export function readExplorationRules({ always, sometimes }: ExplorationFile): ExplorationRules {
  return {
    ...(always === undefined
      ? {}
      : {
          always: {
            ...(always.children_act === undefined ? {} : { childrenAct: always.children_act }),
            ...(always.children_ended === undefined ? {} : { childrenEnded: always.children_ended }),
            ...(always.alive_together === undefined ? {} : { aliveTogether: always.alive_together }),
            ...(always.uses === undefined ? {} : { uses: always.uses }),
            ...(always.avoids === undefined ? {} : { avoids: always.avoids }),
          },
        }),
    ...(sometimes === undefined
      ? {}
      : {
          sometimes: {
            ...(sometimes.alive_together === undefined ? {} : { aliveTogether: sometimes.alive_together }),
          },
        }),
  };
}

/** What is wrong with the rules for this test, or null: a count that names a parameter needs a small int there. */
export function ruleFault(
  rules: Pick<Rules, 'childProcesses' | 'aliveTogether'>,
  entry: Signature,
  args: readonly Argument[],
): { readonly key: string; readonly message: string } | null {
  const counts: readonly (readonly [string, RuleCount | undefined])[] = [
    ['child_processes', rules.childProcesses],
    ['alive_together', rules.aliveTogether],
  ];
  for (const [key, count] of counts) {
    if (typeof count !== 'string') continue;
    const name = count.split(' ')[0] ?? '';
    const index = entry.parameters.indexOf(name);
    if (index === -1) return { key, message: `${name} is no parameter of ${entry.name}` };
    const argument = args[index];
    const value = argument?.kind === 'value' ? argument.value : null;
    if (typeof value !== 'number' || value < 0 || value > 64) {
      return { key, message: `${name} has to be an int from 0 to 64 in this test, since a rule counts by it` };
    }
  }
  return null;
}
