/** What objects begin with. */
import type { Datum, ObjectSpec } from '@lockstep/protocol';

/** What an object's slots hold when it is made. `number`: of a datum. */
export function initialSlots(spec: ObjectSpec, number: (datum: Datum) => number): readonly number[] {
  switch (spec.kind) {
    case 'lock':
      return [0];
    case 'rlock':
    case 'condition':
    case 'event':
    case 'barrier':
      return [0, 0];
    case 'semaphore':
      return [spec.value];
    case 'cells':
      return spec.initial.map(number);
    case 'queue':
      return [0, 0, 0, 0];
    case 'pipe':
      return [0, 0, 0, 0, 0, 0];
    case 'manager':
      return [1];
    case 'blob':
      return [number(spec.initial)];
  }
}
