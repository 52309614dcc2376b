/** The shape of the table of library names, and the functions that its rows are written with. */

export type EntryKind = 'class' | 'function' | 'method' | 'property' | 'module' | 'constant';

/** The kinds of objects whose members are known. */
export type TypeName =
  | 'Process'
  | 'Thread'
  | 'Lock'
  | 'RLock'
  | 'Semaphore'
  | 'Condition'
  | 'Event'
  | 'Barrier'
  | 'Value'
  | 'RawValue'
  | 'Array'
  | 'RawArray'
  | 'Queue'
  | 'JoinableQueue'
  | 'SimpleQueue'
  | 'ThreadQueue'
  | 'SimpleThreadQueue'
  | 'Connection'
  | 'Manager'
  | 'SharedMemoryManager'
  | 'DictProxy'
  | 'ListProxy'
  | 'Namespace'
  | 'ValueProxy'
  | 'ArrayProxy'
  | 'Pool'
  | 'AsyncResult'
  | 'SharedMemory'
  | 'ShareableList'
  | 'Context'
  | 'Executor'
  | 'Future'
  | 'Timer'
  | 'Local';

export type ModuleName =
  | 'multiprocessing'
  | 'multiprocessing.shared_memory'
  | 'multiprocessing.managers'
  | 'multiprocessing.pool'
  | 'multiprocessing.connection'
  | 'multiprocessing.sharedctypes'
  | 'threading'
  | 'queue'
  | 'concurrent'
  | 'concurrent.futures';

export interface Entry {
  readonly kind: EntryKind;
  /** Behind the name: parameters and what comes back, or the type of a property. */
  readonly signature: string;
  readonly about: string;
  /** What a call (of a property: a look at it) gives; several for a tuple, which an assignment takes apart. */
  readonly gives?: TypeName | readonly TypeName[];
  /** The module that the name stands for. */
  readonly module?: ModuleName;
}

export type Entries = Readonly<Record<string, Entry>>;

export function type(gives: TypeName, signature: string, about: string): Entry {
  return { kind: 'class', signature, about, gives };
}

export function error(about: string): Entry {
  return { kind: 'class', signature: 'exception', about };
}

export function func(signature: string, about: string, gives?: Entry['gives']): Entry {
  return { kind: 'function', signature, about, ...(gives === undefined ? {} : { gives }) };
}

export function method(signature: string, about: string, gives?: Entry['gives']): Entry {
  return { ...func(signature, about, gives), kind: 'method' };
}

export function property(signature: string, about: string, gives?: TypeName): Entry {
  return { kind: 'property', signature, about, ...(gives === undefined ? {} : { gives }) };
}

export function module(name: ModuleName, about: string): Entry {
  return { kind: 'module', signature: 'module', about, module: name };
}

export function constant(signature: string, about: string): Entry {
  return { kind: 'constant', signature, about };
}
