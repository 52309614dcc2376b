/** How the editor looks and whose keys it has, as the visitor likes it: kept in this browser, for all exercises. */
import { useState } from 'react';
import { z } from 'zod';
import type { KeyValueStore } from '../api/key-value-store.ts';
import { useServices } from '../api/services.tsx';

/** CSS pixels. */
export const FONT_SIZES = { least: 11, most: 20, usual: 13 } as const;

/** Whose keys the editor has. */
export const EDITOR_KEYS = ['standard', 'vim', 'emacs'] as const;
export type EditorKeys = (typeof EDITOR_KEYS)[number];

const EditorSettings = z.object({
  fontSize: z.int().min(FONT_SIZES.least).max(FONT_SIZES.most),
  /** Long lines go on in the next row instead of behind the edge. */
  wrap: z.boolean(),
  /** Settings from before there was a choice have none. */
  keys: z.enum(EDITOR_KEYS).default('standard'),
});
export type EditorSettings = Readonly<z.infer<typeof EditorSettings>>;

export const USUAL_SETTINGS: EditorSettings = { fontSize: FONT_SIZES.usual, wrap: false, keys: 'standard' };

const KEY = 'lockstep:editor';

/** The usual ones where none are kept or they are not readable. */
export function readSettings(store: KeyValueStore): EditorSettings {
  try {
    return EditorSettings.parse(JSON.parse(store.get(KEY) ?? ''));
  } catch {
    return USUAL_SETTINGS;
  }
}

export function keepSettings(store: KeyValueStore, settings: EditorSettings): void {
  store.set(KEY, JSON.stringify(settings));
}

export function useEditorSettings(): {
  readonly settings: EditorSettings;
  readonly change: (settings: EditorSettings) => void;
} {
  const { store } = useServices();
  const [settings, setSettings] = useState(() => readSettings(store));
  const change = (next: EditorSettings): void => {
    setSettings(next);
    keepSettings(store, next);
  };
  return { settings, change };
}
