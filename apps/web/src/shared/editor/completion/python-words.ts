/** Keywords and built-in names of Python. */

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

export const KEYWORDS = words(`
  False None True and as assert async await break case class continue def del elif else except finally for from global if
  import in is lambda match nonlocal not or pass raise return try while with yield
`);

export const BUILTIN_TYPES = words(`
  bool bytearray bytes classmethod complex dict float frozenset int list map memoryview object property range set
  staticmethod str super tuple type zip enumerate filter reversed
  ArithmeticError AssertionError AttributeError BaseException BlockingIOError BrokenPipeError BufferError ChildProcessError
  ConnectionError EOFError Exception FileExistsError FileNotFoundError ImportError IndexError InterruptedError KeyError
  KeyboardInterrupt LookupError MemoryError ModuleNotFoundError NameError NotImplementedError OSError OverflowError
  PermissionError ProcessLookupError RecursionError RuntimeError StopIteration SyntaxError SystemExit TimeoutError TypeError
  UnboundLocalError UnicodeError ValueError Warning ZeroDivisionError
`);

export const BUILTIN_FUNCTIONS = words(`
  abs aiter all anext any ascii bin callable chr compile delattr dir divmod eval exec format getattr globals hasattr hash
  help hex id input isinstance issubclass iter len locals max min next oct open ord pow print repr round setattr slice
  sorted sum vars
`);

export const BUILTIN_NAMES = words('__name__ __file__ __doc__ Ellipsis NotImplemented');
