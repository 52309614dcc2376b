/** What the entry's call gave. */
import { always, type Model } from './model.ts';
import { RESULT_SLOT } from './objects.ts';

/** `a`: the result's number. */
export const result: Model = {
  enabled: always,
  apply: (machine, _task, pending) => {
    machine.slots.set(RESULT_SLOT, pending.a + 1);
    return machine.NULL;
  },
};
