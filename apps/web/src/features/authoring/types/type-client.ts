/** Asks the worker that knows TypeScript. Started when the first question comes; each question brings the text that it is about. */
import type { TypeAnswer, TypeQuestion, TypeReply, TypeRequest } from './type-protocol.ts';

/** A worker as the browser has it. */
export interface TypeWorker {
  postMessage(request: TypeRequest): void;
  terminate(): void;
  addEventListener(kind: 'message', listener: (event: { readonly data: TypeReply }) => void): void;
  addEventListener(kind: 'error', listener: () => void): void;
}

/** `failed`: it could not be started, or broke; nothing is answered any more. */
export type TypeHelpState = 'idle' | 'loading' | 'ready' | 'failed';

type Answer<Kind extends TypeAnswer['kind']> = Extract<TypeAnswer, { readonly kind: Kind }>;

export class TypeClient {
  readonly #start: () => TypeWorker;
  readonly #module: () => Promise<{ readonly name: string; readonly text: string }>;
  readonly #waiting = new Map<number, (answer: TypeAnswer | null) => void>();
  readonly #listeners = new Set<() => void>();
  #worker: Promise<TypeWorker> | null = null;
  #running: TypeWorker | null = null;
  #number = 0;
  #state: TypeHelpState = 'idle';
  #stopped = false;

  /** `module`: what a checker may import. */
  constructor(start: () => TypeWorker, module: () => Promise<{ readonly name: string; readonly text: string }>) {
    this.#start = start;
    this.#module = module;
  }

  readonly state = (): TypeHelpState => this.#state;
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  get stopped(): boolean {
    return this.#stopped;
  }

  /** null: there is no help, or the question was of no use. */
  async ask<Question extends TypeQuestion>(text: string, question: Question): Promise<Answer<Question['kind']> | null> {
    const worker = await this.#open();
    if (worker === null || this.#stopped) return null;
    this.#number += 1;
    const number = this.#number;
    const answer = await new Promise<TypeAnswer | null>((resolve) => {
      this.#waiting.set(number, resolve);
      worker.postMessage({ kind: 'ask', number, text, question });
    });
    return answer?.kind === question.kind ? (answer as Answer<Question['kind']>) : null;
  }

  stop(): void {
    this.#stopped = true;
    this.#listeners.clear();
    this.#running?.terminate();
    this.#giveUp();
  }

  async #open(): Promise<TypeWorker | null> {
    if (this.#state === 'failed' || this.#stopped) return null;
    this.#worker ??= this.#begin();
    return this.#worker.catch(() => {
      this.#fail();
      return null;
    });
  }

  async #begin(): Promise<TypeWorker> {
    this.#become('loading');
    const module = await this.#module();
    const worker = this.#start();
    this.#running = worker;
    worker.addEventListener('message', ({ data }) => {
      this.#become('ready');
      this.#waiting.get(data.number)?.(data.kind === 'answer' ? data.answer : null);
      this.#waiting.delete(data.number);
    });
    worker.addEventListener('error', () => this.#fail());
    worker.postMessage({ kind: 'open', ...module });
    return worker;
  }

  #fail(): void {
    this.#become('failed');
    this.#giveUp();
  }

  #giveUp(): void {
    for (const resolve of this.#waiting.values()) resolve(null);
    this.#waiting.clear();
  }

  #become(state: TypeHelpState): void {
    if (state === this.#state) return;
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}
