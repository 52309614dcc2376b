/** Members of the objects that concurrent programs are made of, each with a line of our own. */
import { type Entries, method, property, type TypeName } from './library-model.ts';

const acquiring: Entries = {
  acquire: method(
    '(block=True, timeout=None) -> bool',
    'Takes it, waiting until it is free. False: it was not got in time.',
  ),
  release: method('() -> None', 'Gives it back; one of those who wait goes on.'),
};

const synchronized: Entries = {
  get_lock: method(
    '() -> RLock',
    'The lock that belongs to it. Hold it over a read and a write that must be one step.',
    'RLock',
  ),
  get_obj: method('() -> ctypes object', 'The object in shared memory itself, without its lock.'),
  ...acquiring,
};

const worker: Entries = {
  start: method('() -> None', 'Starts it. Once only.'),
  join: method('(timeout=None) -> None', 'Waits until it has ended, or until the time is over.'),
  is_alive: method('() -> bool', 'Whether it was started and has not ended.'),
  run: method('() -> None', 'What it does: calls the target. Overwritten in a class of your own.'),
  name: property('str', 'Its name, for people.'),
  daemon: property('bool', 'Whether the program may end without waiting for it. Set before start().'),
};

const waitable: Entries = {
  put: method('(item, block=True, timeout=None) -> None', 'Adds an item; waits while the queue is full.'),
  get: method('(block=True, timeout=None) -> item', 'Takes the oldest item; waits while there is none.'),
  put_nowait: method('(item) -> None', 'Adds an item, or raises queue.Full at once.'),
  get_nowait: method('() -> item', 'Takes an item, or raises queue.Empty at once.'),
  qsize: method('() -> int', 'About how many items are in it. Out of date as soon as it is read.'),
  empty: method('() -> bool', 'Whether it seemed to be empty. Not to be relied on with others around.'),
  full: method('() -> bool', 'Whether it seemed to be full. Not to be relied on with others around.'),
};

const counted: Entries = {
  task_done: method('() -> None', 'Says that an item that was taken is dealt with. Once for each get().'),
  join: method('() -> None', 'Waits until every item that was put is dealt with.'),
};

const processQueue: Entries = {
  ...waitable,
  close: method('() -> None', 'This process will put nothing more.'),
  join_thread: method('() -> None', 'Waits until everything that was put is in the pipe. After close().'),
  cancel_join_thread: method('() -> None', 'Lets the process end without that wait; items may be lost.'),
};

const sequence: Entries = {
  append: method('(item) -> None', 'Adds an item at the end.'),
  extend: method('(items) -> None', 'Adds several items at the end.'),
  insert: method('(index, item) -> None', 'Adds an item before that index.'),
  pop: method('(index=-1) -> item', 'Takes an item out and returns it.'),
  remove: method('(item) -> None', 'Takes the first equal item out.'),
  index: method('(item) -> int', 'Index of the first equal item.'),
  count: method('(item) -> int', 'How many items are equal to it.'),
  sort: method('(key=None, reverse=False) -> None', 'Sorts in place.'),
  reverse: method('() -> None', 'Turns the order around in place.'),
};

const makers: Entries = {
  Queue: method('(maxsize=0) -> queue', 'A queue that the manager holds.', 'ThreadQueue'),
  JoinableQueue: method(
    '(maxsize=0) -> queue',
    'A queue that the manager holds, with task_done() and join().',
    'ThreadQueue',
  ),
  Lock: method('() -> lock', 'A lock that the manager holds.', 'Lock'),
  RLock: method('() -> lock', 'A lock that its holder can take again.', 'RLock'),
  Semaphore: method('(value=1) -> semaphore', 'A semaphore that the manager holds.', 'Semaphore'),
  BoundedSemaphore: method('(value=1) -> semaphore', 'A semaphore that cannot be released too often.', 'Semaphore'),
  Condition: method('(lock=None) -> condition', 'A condition that the manager holds.', 'Condition'),
  Event: method('() -> event', 'An event that the manager holds.', 'Event'),
  Barrier: method('(parties, action=None, timeout=None) -> barrier', 'A barrier that the manager holds.', 'Barrier'),
  Pool: method('(processes=None, ...) -> pool', 'A pool of worker processes.', 'Pool'),
  Value: method('(typecode, value) -> proxy', 'A single value that the manager holds.', 'ValueProxy'),
  Array: method('(typecode, sequence) -> proxy', 'An array that the manager holds.', 'ArrayProxy'),
  Namespace: method('() -> proxy', 'An object with attributes of your choice.', 'Namespace'),
  dict: method(
    '(...) -> proxy',
    'A dict that all processes see. Each call is one message to the manager.',
    'DictProxy',
  ),
  list: method(
    '(...) -> proxy',
    'A list that all processes see. Each call is one message to the manager.',
    'ListProxy',
  ),
};

const managing: Entries = {
  start: method('(initializer=None, initargs=()) -> None', 'Starts the process of the manager.'),
  shutdown: method('() -> None', 'Ends the process of the manager.'),
  connect: method('() -> None', 'Connects to a manager that runs elsewhere.'),
  register: method('(typeid, callable=None, ...) -> None', 'Makes a type of your own available.'),
  address: property('address', 'Where the manager listens.'),
};

export const TYPES: Readonly<Record<TypeName, Entries>> = {
  Process: {
    ...worker,
    pid: property('int | None', 'Its number at the operating system; None before it was started.'),
    exitcode: property('int | None', 'None while it runs, 0 for a good end, negative for a signal.'),
    sentinel: property('int', 'A handle that becomes ready when the process ends.'),
    authkey: property('bytes', 'The key with which processes know each other.'),
    terminate: method('() -> None', 'Ends it by a signal; locks that it holds stay taken.'),
    kill: method('() -> None', 'Ends it at once; it can do nothing about that.'),
    close: method('() -> None', 'Frees what belongs to it, after its end.'),
  },
  Thread: {
    ...worker,
    ident: property('int | None', 'Its number in this process; None before it was started.'),
    native_id: property('int | None', 'Its number at the operating system.'),
  },
  Lock: { ...acquiring, locked: method('() -> bool', 'Whether somebody holds it now.') },
  RLock: acquiring,
  Semaphore: {
    ...acquiring,
    get_value: method('() -> int', 'How often it can be taken now. Not on every system.'),
  },
  Condition: {
    ...acquiring,
    wait: method('(timeout=None) -> bool', 'Lets the lock go, waits for a notification, takes the lock again.'),
    wait_for: method(
      '(predicate, timeout=None) -> result',
      'Waits until the predicate holds; asks it again after each wake-up.',
    ),
    notify: method('(n=1) -> None', 'Wakes up to n of those who wait. The lock must be held.'),
    notify_all: method('() -> None', 'Wakes all who wait. The lock must be held.'),
  },
  Event: {
    set: method('() -> None', 'Sets it; all who wait go on.'),
    clear: method('() -> None', 'Takes it back; wait() waits again.'),
    wait: method('(timeout=None) -> bool', 'Waits until it is set. False: the time was over first.'),
    is_set: method('() -> bool', 'Whether it is set.'),
  },
  Barrier: {
    wait: method('(timeout=None) -> int', 'Waits until all parties are here. Each gets another number from 0.'),
    reset: method('() -> None', 'Back to empty; those who wait get BrokenBarrierError.'),
    abort: method('() -> None', 'Breaks it for good, so that nobody waits for ever.'),
    parties: property('int', 'How many must come.'),
    n_waiting: property('int', 'How many wait now.'),
    broken: property('bool', 'Whether it is broken.'),
  },
  Value: {
    value: property('number', 'What it holds. Adding to it is a read and a write: two steps.'),
    ...synchronized,
  },
  RawValue: { value: property('number', 'What it holds. There is no lock with it.') },
  Array: synchronized,
  RawArray: { value: property('bytes', 'The text up to the first zero; with type code "c" only.') },
  Queue: processQueue,
  JoinableQueue: { ...processQueue, ...counted },
  SimpleQueue: {
    put: method('(item) -> None', 'Writes an item to the pipe.'),
    get: method('() -> item', 'Reads the oldest item; waits while there is none.'),
    empty: method('() -> bool', 'Whether there is nothing to read.'),
    close: method('() -> None', 'Frees the pipe.'),
  },
  ThreadQueue: { ...waitable, ...counted },
  SimpleThreadQueue: {
    put: method('(item) -> None', 'Adds an item; never waits.'),
    get: method('(block=True, timeout=None) -> item', 'Takes the oldest item; waits while there is none.'),
    put_nowait: method('(item) -> None', 'The same as put().'),
    get_nowait: method('() -> item', 'Takes an item, or raises queue.Empty at once.'),
    qsize: method('() -> int', 'About how many items are in it.'),
    empty: method('() -> bool', 'Whether it seemed to be empty.'),
  },
  Connection: {
    send: method('(obj) -> None', 'Pickles an object and sends it to the other end. May wait when the pipe is full.'),
    recv: method('() -> object', 'The next object; waits for it. EOFError: the other end is closed.'),
    poll: method('(timeout=0.0) -> bool', 'Whether there is something to receive; None as time waits for ever.'),
    send_bytes: method('(buffer, offset=0, size=None) -> None', 'Sends bytes as one message.'),
    recv_bytes: method('(maxlength=None) -> bytes', 'The next message of bytes.'),
    recv_bytes_into: method('(buffer, offset=0) -> int', 'Reads the next message into a buffer; returns its length.'),
    fileno: method('() -> int', 'The file descriptor.'),
    close: method('() -> None', 'Closes this end. Close ends that you do not use, or nobody sees EOFError.'),
    closed: property('bool', 'Whether this end is closed.'),
  },
  Manager: { ...makers, ...managing },
  SharedMemoryManager: {
    SharedMemory: method('(size) -> SharedMemory', 'A block that goes away with the manager.', 'SharedMemory'),
    ShareableList: method(
      '(sequence) -> ShareableList',
      'A list in a block that goes away with the manager.',
      'ShareableList',
    ),
    ...makers,
    ...managing,
  },
  DictProxy: {
    get: method('(key, default=None) -> value', 'The value of a key, or the default.'),
    keys: method('() -> list', 'A copy of the keys.'),
    values: method('() -> list', 'A copy of the values.'),
    items: method('() -> list', 'A copy of the pairs.'),
    update: method('(other) -> None', 'Takes over the pairs of another dict.'),
    setdefault: method(
      '(key, default=None) -> value',
      'The value of a key; sets it first where it is missing. One step.',
    ),
    pop: method('(key, default) -> value', 'Takes a key out and returns its value.'),
    popitem: method('() -> pair', 'Takes the newest pair out.'),
    clear: method('() -> None', 'Takes everything out.'),
    copy: method('() -> dict', 'An ordinary dict with the same pairs.'),
  },
  ListProxy: sequence,
  Namespace: {},
  ValueProxy: {
    value: property('object', 'What it holds. Each look and each change is a message of its own.'),
    get: method('() -> object', 'What it holds.'),
    set: method('(value) -> None', 'Replaces what it holds.'),
  },
  ArrayProxy: {},
  Pool: {
    map: method('(func, iterable, chunksize=None) -> list', 'Calls func for each item; waits; results in order.'),
    starmap: method('(func, iterable, chunksize=None) -> list', 'As map(), each item being a tuple of arguments.'),
    imap: method('(func, iterable, chunksize=1) -> iterator', 'As map(), but results come one by one, in order.'),
    imap_unordered: method(
      '(func, iterable, chunksize=1) -> iterator',
      'Results one by one, in the order in which they are ready.',
    ),
    apply: method('(func, args=(), kwds={}) -> result', 'Calls func once in a worker and waits.'),
    apply_async: method(
      '(func, args=(), kwds={}, callback=None, error_callback=None) -> AsyncResult',
      'Calls func once in a worker; does not wait.',
      'AsyncResult',
    ),
    map_async: method(
      '(func, iterable, chunksize=None, callback=None, error_callback=None) -> AsyncResult',
      'As map(), but does not wait.',
      'AsyncResult',
    ),
    starmap_async: method(
      '(func, iterable, chunksize=None, callback=None, error_callback=None) -> AsyncResult',
      'As starmap(), but does not wait.',
      'AsyncResult',
    ),
    close: method('() -> None', 'No more work is taken; workers end when theirs is done.'),
    terminate: method('() -> None', 'Ends the workers at once.'),
    join: method('() -> None', 'Waits for the workers to end. After close() or terminate().'),
  },
  AsyncResult: {
    get: method('(timeout=None) -> result', 'The result; waits for it. Raises what the call raised.'),
    wait: method('(timeout=None) -> None', 'Waits until the result is there.'),
    ready: method('() -> bool', 'Whether the call is over.'),
    successful: method('() -> bool', 'Whether it ended without an exception. Only when ready.'),
  },
  SharedMemory: {
    buf: property('memoryview', 'The bytes of the block.'),
    name: property('str', 'The name by which other processes attach.'),
    size: property('int', 'Size in bytes; the system may round it up.'),
    close: method('() -> None', 'This process needs the block no more. Everyone calls it.'),
    unlink: method('() -> None', 'Removes the block. Once, by one process, after its close().'),
  },
  ShareableList: {
    shm: property('SharedMemory', 'The block in which it lies.', 'SharedMemory'),
    format: property('str', 'How its items are packed.'),
    count: method('(value) -> int', 'How many items are equal to it.'),
    index: method('(value) -> int', 'Index of the first equal item.'),
  },
  // Filled in library.ts: a context has the names of the module.
  Context: {},
  Executor: {
    submit: method('(fn, *args, **kwargs) -> Future', 'Has fn called by a worker; does not wait.', 'Future'),
    map: method('(fn, *iterables, timeout=None, chunksize=1) -> iterator', 'Calls fn for each item; results in order.'),
    shutdown: method(
      '(wait=True, cancel_futures=False) -> None',
      'No more work is taken; with wait, waits for the rest.',
    ),
  },
  Future: {
    result: method('(timeout=None) -> result', 'The result; waits for it. Raises what the call raised.'),
    exception: method('(timeout=None) -> exception', 'What the call raised, or None; waits for it.'),
    add_done_callback: method('(fn) -> None', 'Calls fn with this future when it is done.'),
    cancel: method('() -> bool', 'Cancels it. False: it runs already or is over.'),
    cancelled: method('() -> bool', 'Whether it was cancelled.'),
    running: method('() -> bool', 'Whether it runs now.'),
    done: method('() -> bool', 'Whether it is over or cancelled.'),
  },
  Timer: { ...worker, cancel: method('() -> None', 'Stops it, if it has not begun to run.') },
  Local: {},
};
