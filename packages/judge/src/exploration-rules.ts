/** An exercise's properties of the explored runs, against what exploration saw. */
import type { ExplorationRules, SharedKind } from '@lockstep/protocol';
import type { ExploredSurvey } from './ports.ts';
import { type NamedArguments, ruleCount } from './structural-rules.ts';

const IN_WORDS: Readonly<Record<SharedKind, string>> = {
  lock: 'a Lock',
  rlock: 'an RLock',
  semaphore: 'a Semaphore',
  condition: 'a Condition',
  event: 'an Event',
  barrier: 'a Barrier',
  cells: 'a shared Value or Array',
  queue: 'a Queue',
  pipe: 'a Pipe',
  manager: 'a Manager',
  memory: 'a SharedMemory block',
  thread: 'a thread',
};

const THREADS = /^(threading\.|_thread\.|concurrent\.futures\.ThreadPoolExecutor|multiprocessing\.pool\.ThreadPool)/;

/** What a program that has no model breaks all the same, by the name of what it uses; null for nothing. */
export function brokenByUse(rules: ExplorationRules, notModelled: string): string | null {
  if (rules.always?.avoids?.includes('thread') !== true || !THREADS.test(notModelled)) return null;
  return `Threads must not be used here: the program uses ${notModelled}.`;
}

/** Whether the survey has to watch which children are alive: it costs states. */
export function watches({ always }: ExplorationRules): boolean {
  return always?.childrenEnded === true || always?.aliveTogether !== undefined;
}

/** Sentences, one for each property that does not hold. `sometimes` is denied only by an exhaustive exploration. */
export function brokenProperties(rules: ExplorationRules, survey: ExploredSurvey, args: NamedArguments): string[] {
  const broken: string[] = [];
  const { always, sometimes } = rules;
  if (always?.childrenAct === true && survey.idleChildren.length > 0) {
    const idle = survey.idleChildren.length;
    broken.push(
      `${idle === 1 ? 'A child process does' : `${idle} child processes do`} nothing that another process can see: the work has to be done there.`,
    );
  }
  for (const kind of always?.uses ?? []) {
    if (!survey.uses.includes(kind)) broken.push(`${IN_WORDS[kind]} has to be used; none was.`);
  }
  for (const kind of always?.avoids ?? []) {
    if (survey.uses.includes(kind)) broken.push(`${IN_WORDS[kind]} must not be used here.`);
  }
  const whole = survey.coverage.kind === 'exhaustive' && !survey.coverage.reduced;
  if (always?.childrenEnded === true && survey.watched !== null && survey.watched.left > 0) {
    const { left } = survey.watched;
    broken.push(
      `every child process has to have ended when the call returns; in some interleavings ${left === 1 ? 'one is' : `${left} are`} still there.`,
    );
  }
  if (always?.aliveTogether !== undefined && survey.watched !== null) {
    const wanted = ruleCount(always.aliveTogether, args);
    const { together } = survey.watched;
    if (together < wanted) {
      broken.push(
        `${wanted} child processes have to be alive at the same time; in some interleavings ${together === 0 ? 'none is' : `no more than ${together} ${together === 1 ? 'is' : 'are'}`}.`,
      );
    }
  }
  if (sometimes?.aliveTogether !== undefined && whole) {
    const wanted = ruleCount(sometimes.aliveTogether, args);
    if (survey.aliveTogether < wanted) {
      broken.push(
        `${wanted} child processes have to be able to live at the same time; in no interleaving ${survey.aliveTogether === 0 ? 'does one' : `do more than ${survey.aliveTogether}`}.`,
      );
    }
  }
  return broken.map((sentence) => sentence.charAt(0).toUpperCase() + sentence.slice(1));
}
