/** A question whose hidden parts hold a word that must not be told before an answer. */
import { Question } from '@lockstep/protocol';

export const WHY = 'because-31337';

export const QUESTION = Question.parse({
  slug: 'who-unlinks',
  title: 'Who unlinks?',
  summary: 'Who gives a block back?',
  track: { number: 4, title: 'SharedMemory', summary: 'Raw memory.' },
  position: 1,
  difficulty: 'medium',
  minutes: 2,
  tags: [],
  exercises: ['shared-memory-double'],
  digest: 'a'.repeat(64),
  statement: 'Who?',
  program: null,
  explanation: WHY,
  recording: null,
  form: {
    kind: 'single',
    choices: [
      { text: 'Every process', right: false, why: WHY },
      { text: 'One of them', right: true, why: WHY },
    ],
  },
});
