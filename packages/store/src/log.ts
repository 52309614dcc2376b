/** Where the store says what an operator should know. A parameter everywhere: the process decides what becomes of it. */
export type Log = (level: 'info' | 'warn' | 'error', message: string) => void;

export const silent: Log = () => {};
