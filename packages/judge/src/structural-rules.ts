/** An exercise's structural rules against what the supervisor measured. Believes nothing that the program said. */
import type { ProcessFact, ProgramRun, PythonValue, RuleCount, Rules } from '@lockstep/protocol';

/** Names of the entry's parameters with the values of this test, so that a rule can say `n_procs`. */
export type NamedArguments = ReadonlyMap<string, PythonValue>;

/** Sentences, one for each rule that the run broke; empty when all hold. Throws on a rule that names no int parameter. */
export function brokenRules(rules: Rules, run: ProgramRun, args: NamedArguments): string[] {
  const broken: string[] = [];
  const children = run.processes.filter((process) => process.role === 'child');
  if (rules.childProcesses !== undefined) {
    const wanted = ruleCount(rules.childProcesses, args);
    if (children.length < wanted) {
      broken.push(`The work has to be done in ${processes(wanted)} of its own; ${started(children.length)}.`);
    }
  }
  if (rules.aliveTogether !== undefined) {
    const wanted = ruleCount(rules.aliveTogether, args);
    if (run.aliveTogether < wanted) {
      broken.push(
        `${processes(wanted)} have to be alive at the same time; at most ${run.aliveTogether} ${run.aliveTogether === 1 ? 'was' : 'were'}.`,
      );
    }
  }
  if (rules.secondBusiestCpuShare !== undefined) {
    const share = secondBusiestShare(run.processes);
    if (share < rules.secondBusiestCpuShare) {
      broken.push(
        `The CPU work has to be shared: the second busiest process did ${percent(share)} of it, at least ${percent(rules.secondBusiestCpuShare)} is asked for.`,
      );
    }
  }
  if (rules.maxThreads !== undefined) {
    const threads = run.processes
      .filter((process) => process.role !== 'helper')
      .reduce((sum, process) => sum + process.threadsStarted, 0);
    if (threads > rules.maxThreads) {
      broken.push(`${threads} threads were started; this exercise allows ${rules.maxThreads}.`);
    }
  }
  return broken;
}

/** A rule's count for one test: the number itself, a parameter, or a parameter plus a number. */
export function ruleCount(rule: RuleCount, args: NamedArguments): number {
  if (typeof rule === 'number') return rule;
  const [name = '', extra = '0'] = rule.split('+').map((part) => part.trim());
  const value = args.get(name);
  if (typeof value !== 'number') throw new Error(`the rule "${rule}" names no int parameter of the entry`);
  return value + Number(extra);
}

function secondBusiestShare(all: readonly ProcessFact[]): number {
  const cpu = all.filter((process) => process.role !== 'helper').map((process) => process.cpuMs);
  const total = cpu.reduce((sum, ms) => sum + ms, 0);
  const second = cpu.sort((a, b) => b - a)[1];
  return second === undefined || total === 0 ? 0 : second / total;
}

function processes(n: number): string {
  return n === 1 ? 'a child process' : `${n} child processes`;
}

function started(n: number): string {
  if (n === 0) return 'none was started';
  return n === 1 ? 'only one was started' : `only ${n} were started`;
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
