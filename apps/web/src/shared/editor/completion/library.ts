/** The names of the modules that concurrent programs import, each with a line of our own. */
import {
  constant,
  type Entries,
  type Entry,
  error,
  func,
  type ModuleName,
  module,
  type TypeName,
  type,
} from './library-model.ts';
import { TYPES } from './library-types.ts';

const locks = {
  Lock: type('Lock', '() -> Lock', 'Held by one at a time; taken with `with` or acquire().'),
  RLock: type('RLock', '() -> RLock', 'A lock that its holder can take again.'),
  Semaphore: type('Semaphore', '(value=1) -> Semaphore', 'Can be held that many times at once.'),
  BoundedSemaphore: type(
    'Semaphore',
    '(value=1) -> Semaphore',
    'A semaphore that cannot be released more often than it was taken.',
  ),
  Condition: type('Condition', '(lock=None) -> Condition', 'A lock with a place to wait until something has changed.'),
  Event: type('Event', '() -> Event', 'A flag that others can wait for.'),
  Barrier: type(
    'Barrier',
    '(parties, action=None, timeout=None) -> Barrier',
    'Nobody goes on before all parties are here.',
  ),
} as const satisfies Entries;

/** What a context has too: get_context("spawn").Process and so on. */
const ofContext: Entries = {
  ...locks,
  Process: type(
    'Process',
    '(target=None, args=(), kwargs={}, name=None, daemon=None)',
    'A child process that calls the target.',
  ),
  Value: func('(typecode, *args, lock=True) -> Value', 'A number in shared memory, with a lock of its own.', 'Value'),
  Array: func(
    '(typecode, size_or_initializer, lock=True) -> Array',
    'An array in shared memory, with a lock of its own.',
    'Array',
  ),
  RawValue: func('(typecode, *args) -> RawValue', 'A number in shared memory, without a lock.', 'RawValue'),
  RawArray: func(
    '(typecode, size_or_initializer) -> RawArray',
    'An array in shared memory, without a lock.',
    'RawArray',
  ),
  Queue: func('(maxsize=0) -> Queue', 'A queue between processes; items are pickled.', 'Queue'),
  JoinableQueue: func(
    '(maxsize=0) -> JoinableQueue',
    'A queue that counts what is not dealt with yet.',
    'JoinableQueue',
  ),
  SimpleQueue: func('() -> SimpleQueue', 'A queue that is little more than a locked pipe.', 'SimpleQueue'),
  Pipe: func(
    '(duplex=True) -> (Connection, Connection)',
    'Two connected ends. With duplex=False the first only receives.',
    ['Connection', 'Connection'],
  ),
  Manager: func('() -> SyncManager', 'Starts a process that holds objects for the others.', 'Manager'),
  Pool: func(
    '(processes=None, initializer=None, initargs=(), maxtasksperchild=None) -> Pool',
    'Worker processes that take calls.',
    'Pool',
  ),
  current_process: func('() -> Process', 'The process that runs this line.', 'Process'),
  parent_process: func('() -> Process | None', 'The process that started this one.', 'Process'),
  active_children: func('() -> list', 'The children that still run; joins those that have ended.'),
  cpu_count: func('() -> int', 'How many processors the machine has.'),
  get_context: func('(method=None) -> context', 'The same names, bound to one way of starting processes.', 'Context'),
  get_start_method: func('(allow_none=False) -> str', 'How processes are started: fork, spawn or forkserver.'),
  set_start_method: func('(method, force=False) -> None', 'Chooses how processes are started. Once, at the beginning.'),
  get_all_start_methods: func('() -> list', 'The ways that this system has.'),
  get_logger: func('() -> Logger', 'The logger of the module.'),
  log_to_stderr: func('(level=None) -> Logger', 'Has it log to standard error.'),
  freeze_support: func('() -> None', 'For programs that were frozen into one file for Windows.'),
  TimeoutError: error('The time of a wait was over.'),
  ProcessError: error('What the errors of the module have in common.'),
  BufferTooShort: error('A message did not fit into the buffer.'),
  AuthenticationError: error('The other side has another key.'),
};

const memory: Entries = {
  SharedMemory: type(
    'SharedMemory',
    '(name=None, create=False, size=0)',
    'A block of memory that processes share by its name.',
  ),
  ShareableList: type('ShareableList', '(sequence=None, *, name=None)', 'A list of fixed length in a shared block.'),
};

const pooled = {
  ThreadPool: type('Pool', '(processes=None, ...)', 'A pool of threads with the methods of Pool.'),
  Pool: type('Pool', '(processes=None, ...)', 'Worker processes that take calls.'),
  AsyncResult: type('AsyncResult', '', 'What apply_async() and map_async() return.'),
} as const satisfies Entries;

const FUTURES: Entries = {
  ProcessPoolExecutor: type(
    'Executor',
    '(max_workers=None, mp_context=None, initializer=None, initargs=())',
    'Calls run in worker processes.',
  ),
  ThreadPoolExecutor: type(
    'Executor',
    "(max_workers=None, thread_name_prefix='', ...)",
    'Calls run in threads of this process.',
  ),
  Executor: type('Executor', '', 'What both kinds of executors have in common.'),
  Future: type('Future', '', 'A result that may not be there yet.'),
  as_completed: func('(fs, timeout=None) -> iterator', 'The futures, each as soon as it is done.'),
  wait: func(
    '(fs, timeout=None, return_when=ALL_COMPLETED) -> (done, not_done)',
    'Waits for futures and divides them in two sets.',
  ),
  ALL_COMPLETED: constant('str', 'For wait(): until all are done.'),
  FIRST_COMPLETED: constant('str', 'For wait(): until one is done.'),
  FIRST_EXCEPTION: constant('str', 'For wait(): until one raises, or all are done.'),
  BrokenExecutor: error('The workers are gone.'),
  CancelledError: error('The call was cancelled.'),
  TimeoutError: error('The time of a wait was over.'),
};

export const MODULES: Readonly<Record<ModuleName, Entries>> = {
  multiprocessing: {
    ...ofContext,
    shared_memory: module('multiprocessing.shared_memory', 'Blocks of memory that processes share by name.'),
    managers: module('multiprocessing.managers', 'Processes that hold objects for others.'),
    pool: module('multiprocessing.pool', 'Pools of processes and of threads.'),
    connection: module('multiprocessing.connection', 'Ends of pipes, and sockets that look like them.'),
    sharedctypes: module('multiprocessing.sharedctypes', 'Values and arrays in shared memory.'),
  },
  'multiprocessing.shared_memory': memory,
  'multiprocessing.managers': {
    BaseManager: type('Manager', '(address=None, authkey=None)', 'A manager for types of your own.'),
    SyncManager: type('Manager', '(address=None, authkey=None)', 'What Manager() starts.'),
    SharedMemoryManager: type(
      'SharedMemoryManager',
      '(address=None, authkey=None)',
      'Frees the shared blocks that it made when it ends.',
    ),
    BaseProxy: { kind: 'class', signature: '', about: 'What all proxies have in common.' },
    DictProxy: type('DictProxy', '', 'What manager.dict() returns.'),
    ListProxy: type('ListProxy', '', 'What manager.list() returns.'),
    Namespace: type('Namespace', '()', 'An object with attributes of your choice.'),
  },
  'multiprocessing.pool': pooled,
  'multiprocessing.connection': {
    Connection: type('Connection', '', 'An end of a pipe.'),
    Client: func('(address, family=None, authkey=None) -> Connection', 'Connects to a listener.', 'Connection'),
    Listener: { kind: 'class', signature: '(address=None, ...)', about: 'Waits for others to connect.' },
    wait: func(
      '(object_list, timeout=None) -> list',
      'Waits for connections and sentinels; returns those that are ready.',
    ),
  },
  'multiprocessing.sharedctypes': {
    Value: func('(typecode, *args, lock=True) -> Value', 'A value in shared memory, with a lock.', 'Value'),
    Array: func(
      '(typecode, size_or_initializer, lock=True) -> Array',
      'An array in shared memory, with a lock.',
      'Array',
    ),
    RawValue: func('(typecode, *args) -> RawValue', 'A value in shared memory, without a lock.', 'RawValue'),
    RawArray: func(
      '(typecode, size_or_initializer) -> RawArray',
      'An array in shared memory, without a lock.',
      'RawArray',
    ),
    copy: func('(obj) -> object', 'A copy in shared memory.'),
    synchronized: func('(obj, lock=None) -> object', 'A wrapper that guards an object by a lock.'),
  },
  threading: {
    Thread: type(
      'Thread',
      '(target=None, name=None, args=(), kwargs={}, daemon=None)',
      'A thread of this process that calls the target.',
    ),
    ...locks,
    Timer: type(
      'Timer',
      '(interval, function, args=None, kwargs=None)',
      'A thread that waits and then calls the function.',
    ),
    local: type('Local', '()', 'An object whose attributes each thread has for itself.'),
    current_thread: func('() -> Thread', 'The thread that runs this line.', 'Thread'),
    main_thread: func('() -> Thread', 'The thread with which the process began.', 'Thread'),
    active_count: func('() -> int', 'How many threads are alive.'),
    enumerate: func('() -> list', 'The threads that are alive.'),
    get_ident: func('() -> int', 'The number of this thread in this process.'),
    get_native_id: func('() -> int', 'The number of this thread at the operating system.'),
    excepthook: func('(args) -> None', 'Is called for exceptions that a thread does not catch.'),
    BrokenBarrierError: error('The barrier was broken or reset.'),
  },
  queue: {
    Queue: type('ThreadQueue', '(maxsize=0)', 'A queue between threads of one process.'),
    LifoQueue: type('ThreadQueue', '(maxsize=0)', 'The newest item comes out first.'),
    PriorityQueue: type('ThreadQueue', '(maxsize=0)', 'The smallest item comes out first.'),
    SimpleQueue: type('SimpleThreadQueue', '()', 'A queue without a bound and without task_done().'),
    Empty: error('There was nothing to take. Queues between processes raise it too.'),
    Full: error('There was no room. Queues between processes raise it too.'),
  },
  concurrent: { futures: module('concurrent.futures', 'Executors and futures.') },
  'concurrent.futures': FUTURES,
};

export function moduleNamed(name: string): ModuleName | null {
  return Object.hasOwn(MODULES, name) ? (name as ModuleName) : null;
}

/** The members of an object of that type. */
export function membersOf(name: TypeName): Entries {
  return name === 'Context' ? ofContext : TYPES[name];
}

export function entryOf(entries: Entries, name: string): Entry | null {
  return Object.hasOwn(entries, name) ? (entries[name] ?? null) : null;
}
