/** What interviews of the tests ask. */
import { type InterviewItem, type InterviewSettings, Slug } from '@lockstep/protocol';

export const exercise = (slug: string): InterviewItem => ({ kind: 'exercise', slug: Slug.parse(slug) });
export const question = (slug: string): InterviewItem => ({ kind: 'question', slug: Slug.parse(slug) });

export const SETTINGS: InterviewSettings = {
  title: 'Backend, first round',
  items: [exercise('locked-counter'), question('queue-or-pipe'), exercise('bank-transfer')],
  minutes: 60,
  opensAt: null,
  closesAt: null,
  submissions: null,
  feedback: 'findings',
  writeAlong: false,
  rubric: [],
  instructions:
    'Take your time. **Think aloud** in comments.\n\n- Begin with what you know.\n- `Lock` is no answer to everything.',
};
