/** Names that say what a program does, whoever wrote it: of multiprocessing, of the objects it makes, and of Python itself. */

/** Names that stand alone. */
export const CALLED_NAMES = names(`
multiprocessing shared_memory managers queues ctypes
current_process active_children parent_process cpu_count get_context set_start_method
Process Pool Lock RLock Semaphore BoundedSemaphore Condition Event Barrier BrokenBarrierError Value RawValue
Array RawArray Queue SimpleQueue JoinableQueue Pipe Manager SyncManager BaseManager Namespace
SharedMemory ShareableList SharedMemoryManager Empty Full
range len enumerate zip sum min max sorted reversed int float str bool bytes bytearray tuple dict list set print isinstance
sleep np numpy self __name__
`);

/** Names behind a dot. */
export const MEMBER_NAMES = names(`
multiprocessing shared_memory managers queues current_process active_children cpu_count get_context
Process Pool Lock RLock Semaphore BoundedSemaphore Condition Event Barrier Value RawValue
Array RawArray Queue SimpleQueue JoinableQueue Pipe Manager Namespace SharedMemory ShareableList
start join terminate kill close is_alive exitcode daemon name pid sentinel
acquire release get_lock get_obj value raw
wait wait_for notify notify_all set is_set clear abort n_waiting parties
put get put_nowait get_nowait empty full qsize task_done cancel_join_thread join_thread
send recv send_bytes recv_bytes poll
map imap imap_unordered starmap apply map_async starmap_async apply_async
dict list register connect get_server shutdown buf unlink size
append extend pop items keys values update sleep ndarray frombuffer pack unpack pack_into unpack_from
`);

function names(words: string): ReadonlySet<string> {
  return new Set(words.trim().split(/\s+/));
}
