/** A job that goes on by question and answer, one line each. */

/** Why a conversation is over. */
export interface ConversationEnd {
  readonly killedBy: 'wall' | 'cpu' | 'memory' | 'reply' | 'cancelled' | null;
  readonly oomKills: number;
  /** What PID 1 wrote on stdout and stderr, cut. */
  readonly diagnostics: string;
}

export class ConversationEnded extends Error {
  override readonly name = 'ConversationEnded';
  readonly end: ConversationEnd;

  constructor(end: ConversationEnd) {
    super(`the sandbox ended during a conversation (${end.killedBy ?? 'by itself'})`);
    this.end = end;
  }
}

export class Conversation {
  readonly #write: (line: string) => void;
  readonly #close: () => void;
  readonly #waiting: PromiseWithResolvers<string>[] = [];
  #ended: ConversationEnd | null = null;

  constructor(write: (line: string) => void, close: () => void) {
    this.#write = write;
    this.#close = close;
  }

  /** Sends one line and settles with the answer to it. Rejects with ConversationEnded. */
  ask(line: string): Promise<string> {
    if (this.#ended !== null) return Promise.reject(new ConversationEnded(this.#ended));
    const answer = Promise.withResolvers<string>();
    this.#waiting.push(answer);
    this.#write(line);
    return answer.promise;
  }

  /** Ends the sandbox. */
  close(): void {
    this.#close();
  }

  /** A line came. What nobody asked for is dropped. */
  take(line: string): void {
    this.#waiting.shift()?.resolve(line);
  }

  /** The sandbox is gone. */
  end(end: ConversationEnd): void {
    this.#ended = end;
    for (const { reject } of this.#waiting.splice(0)) reject(new ConversationEnded(end));
  }
}
