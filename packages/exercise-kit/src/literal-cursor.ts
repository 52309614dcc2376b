/** A place in a text that is being parsed, and errors that name it by line and column. */

export class LiteralError extends Error {}

export class Cursor {
  readonly text: string;
  position = 0;

  constructor(text: string) {
    this.text = text;
  }

  static isError(error: unknown): error is LiteralError {
    return error instanceof LiteralError;
  }

  get atEnd(): boolean {
    return this.position >= this.text.length;
  }

  /** The next character for a message. */
  get shown(): string {
    const code = this.text.codePointAt(this.position);
    return code === undefined ? 'end' : JSON.stringify(String.fromCodePoint(code));
  }

  /** The character `ahead` of the position, or the empty string behind the end. */
  peek(ahead = 0): string {
    return this.text.charAt(this.position + ahead);
  }

  /** White space; inside brackets Python lets a value go over lines, and everything here is inside. */
  skipSpace(): void {
    this.take(/[ \t\r\n]*/y);
  }

  /** Takes what a sticky pattern matches here, or null. */
  take(pattern: RegExp): string | null {
    pattern.lastIndex = this.position;
    const match = pattern.exec(this.text);
    if (match === null) return null;
    this.position += match[0].length;
    return match[0];
  }

  takeName(): string | null {
    this.skipSpace();
    return this.take(/[A-Za-z_]\w*/y);
  }

  /** Takes one character after white space when it is this one. */
  takeIf(mark: string): boolean {
    this.skipSpace();
    if (this.peek() !== mark) return false;
    this.position += 1;
    return true;
  }

  expect(mark: string, where: string): void {
    if (!this.takeIf(mark)) throw this.error(`expected "${mark}" ${where}, found ${this.shown}`);
  }

  /** An error at the position; throw it. */
  error(message: string): LiteralError {
    const before = this.text.slice(0, this.position);
    const line = before.split('\n').length;
    const column = this.position - before.lastIndexOf('\n');
    return new LiteralError(
      this.text.includes('\n') ? `${message} (line ${line}, column ${column})` : `${message} (column ${column})`,
    );
  }
}
