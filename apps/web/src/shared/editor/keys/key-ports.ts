/** What keys of other editors need of the page, and what they tell it. */
import { Facet } from '@codemirror/state';

/** `mode`: in capitals, as such editors write it. `pending`: what was pressed of a command so far. */
export interface KeysStatus {
  readonly mode: string;
  readonly pending: string;
}

export interface KeyPorts {
  /** Saves the draft now. */
  readonly save: () => void;
  readonly openCommands: () => void;
  readonly say: (status: KeysStatus) => void;
}

const NONE: KeyPorts = { save: () => undefined, openCommands: () => undefined, say: () => undefined };

export const keyPorts = Facet.define<KeyPorts, KeyPorts>({ combine: ([first]) => first ?? NONE });
