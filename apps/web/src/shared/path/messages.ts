/** Words for the steps of the learning path, wherever they are shown. */
export const STEP = {
  states: {
    question: { done: 'Answered right', tried: 'Answered wrong', todo: 'Not answered' },
    exercise: { done: 'Solved', tried: 'Tried', todo: 'Not begun' },
  },
  kinds: { question: 'Question', exercise: 'Exercise' },
} as const;
