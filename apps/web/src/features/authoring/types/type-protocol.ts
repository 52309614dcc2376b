/** What the page and the worker that knows TypeScript say to each other. Plain data only. Positions are offsets in UTF-16 units. */

/** Where a text is and how long. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export interface TypeFault extends Span {
  readonly severity: 'error' | 'warning';
  readonly message: string;
}

export interface TypeOption {
  readonly name: string;
  /** As the editor names kinds: `function`, `type`, `property` … */
  readonly kind: string;
  /** Sorts before greater ones. */
  readonly rank: string;
}

export interface TypeOptions {
  /** Where the word begins that is completed. */
  readonly from: number;
  readonly options: readonly TypeOption[];
}

/** What a name is: its type as TypeScript writes it, and what its author says about it. */
export interface TypeInfo {
  readonly signature: string;
  readonly about: string;
}

export interface TypeHover extends Span, TypeInfo {}

/** The call around a position. */
export interface CallInfo extends TypeInfo {
  /** Of the parameter that is being written, in `signature`. */
  readonly current: Span | null;
  /** Where its arguments begin. */
  readonly at: number;
}

/** What can be asked of a checker.ts. */
export type TypeQuestion =
  | { readonly kind: 'faults' }
  | { readonly kind: 'options'; readonly at: number }
  | { readonly kind: 'about'; readonly at: number; readonly name: string }
  | { readonly kind: 'hover'; readonly at: number }
  | { readonly kind: 'call'; readonly at: number };

/** `open` comes first, once: what the checker may import. Each question brings the text that it is about. */
export type TypeRequest =
  | { readonly kind: 'open'; readonly name: string; readonly text: string }
  | { readonly kind: 'ask'; readonly number: number; readonly text: string; readonly question: TypeQuestion };

export type TypeAnswer =
  | { readonly kind: 'faults'; readonly faults: readonly TypeFault[] }
  | { readonly kind: 'options'; readonly found: TypeOptions | null }
  | { readonly kind: 'about'; readonly info: TypeInfo | null }
  | { readonly kind: 'hover'; readonly hover: TypeHover | null }
  | { readonly kind: 'call'; readonly call: CallInfo | null };

/** `failed`: a bug of ours; the editor goes on without. */
export type TypeReply =
  | { readonly kind: 'answer'; readonly number: number; readonly answer: TypeAnswer }
  | { readonly kind: 'failed'; readonly number: number; readonly message: string };
