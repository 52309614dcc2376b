/** What somebody is told whose changes are not taken: what happened, and what to do. */
import { LIVE_CODE_LIMITS, SIZES, type TypeRefusal } from '@lockstep/protocol';
import type { StoredSitting } from '@lockstep/store';
import { tooLate } from '../interviews/sitting-rules.ts';

export function refusalDetail(reason: TypeRefusal, sitting: StoredSitting): string {
  switch (reason) {
    case 'late':
      return sitting.state === 'withdrawn' ? 'Your interviewer ended this interview.' : tooLate(sitting);
    case 'too-long':
      return `The code would be longer than ${SIZES.sourceBytes / 1024} KiB, which is the most that can be submitted. Take the last change back.`;
    case 'full':
      return `More than ${LIVE_CODE_LIMITS.logBytes / 2 ** 20} MiB were typed here: no more is kept. What you submit still counts.`;
    case 'not-allowed':
      return 'This interview does not let interviewers write along.';
    case 'gap':
      return 'This rests on changes that the server does not have. Join again and send what the server lacks.';
    case 'unreadable':
      return 'This is no change of the code. Begin with an empty copy, and put your text into it.';
  }
}
