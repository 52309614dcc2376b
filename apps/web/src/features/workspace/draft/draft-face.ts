/** What the workspace knows of the draft in its editor, whoever keeps it: `DraftKeeper` in practice, `SharedDraft` in an interview. */
import type { EditorBinding } from '../../../shared/live-code/editor-binding.ts';
import type { LiveCode } from '../../../shared/live-code/live-code.ts';
import type { PointedLine } from '../../../shared/live-code/people-marks.ts';
import type { OtherVersion } from './draft-record.ts';

/** `kept-here`: in this browser only. `trying`: it is tried again by itself; otherwise the server refused it. */
export type DraftStatus =
  | { readonly kind: 'loading' }
  | { readonly kind: 'untouched' }
  | { readonly kind: 'saving' }
  | { readonly kind: 'saved'; readonly at: string | null }
  | { readonly kind: 'kept-here'; readonly trying: boolean; readonly reason: string }
  | { readonly kind: 'not-kept' }
  | { readonly kind: 'conflict' }
  /** It came after the end of the interview; `said`: by the server, once it is kept apart there. */
  | { readonly kind: 'late'; readonly said: string | null };

/** What an editor has besides, in which others look on and may type. */
export interface Sharing {
  readonly live: LiveCode;
  readonly binding: EditorBinding;
  /** Lines that others point at. */
  readonly pointed: readonly PointedLine[];
  /** How many edits were not made since the text would have been too long. */
  readonly tooLong: number;
}

export interface DraftSnapshot {
  /** null until there is something to show. */
  readonly source: string | null;
  /** Counts the times that the text was set by the keeper: the editor then takes `source` over. */
  readonly replaced: number;
  readonly status: DraftStatus;
  readonly other: OtherVersion | null;
  /** The exercise is not the one that this draft was last seen with. */
  readonly exerciseChanged: boolean;
  /** null: nobody else sees the editor. */
  readonly sharing: Sharing | null;
}

export interface Drafts {
  readonly snapshot: () => DraftSnapshot;
  readonly subscribe: (listener: () => void) => () => void;
  readonly stopped: boolean;
  /** Shows what this browser has at once, then asks the server. */
  open(): Promise<void>;
  /** The editor's text changed. */
  edit(source: string): void;
  /** Ends the choice between two versions with the one in the editor. */
  keepMine(): void;
  /** Ends the choice with the other version; the caller puts the returned text into the editor, so that undo works. */
  takeOther(): string | null;
  /** The visitor has seen that the exercise changed. */
  acknowledgeExercise(): void;
  /** The page is going away or out of sight: keep now, and send what is not at the server. */
  flush(): void;
  /** Saves what is not at the server without the usual pause. Resolves, when that is tried, to where the text is then. */
  saveNow(): Promise<DraftStatus>;
  /** The connection is back: do not wait for the end of the pause. */
  hurry(): void;
  stop(): void;
}
