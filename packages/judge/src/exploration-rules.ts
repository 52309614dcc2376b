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
};

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
  if (sometimes?.aliveTogether !== undefined && survey.coverage.kind === 'exhaustive' && !survey.coverage.reduced) {
    const wanted = ruleCount(sometimes.aliveTogether, args);
    if (survey.aliveTogether < wanted) {
      broken.push(
        `${wanted} child processes have to be able to live at the same time; in no interleaving ${survey.aliveTogether === 0 ? 'does one' : `do more than ${survey.aliveTogether}`}.`,
      );
    }
  }
  return broken.map((sentence) => sentence.charAt(0).toUpperCase() + sentence.slice(1));
}
