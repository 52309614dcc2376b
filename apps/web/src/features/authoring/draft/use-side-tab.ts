/** What the right pane shows: beside a text its preview, beside a test the tests, else the verification; or what was chosen, until that is chosen again. */
import { useState } from 'react';
import { type FileKind, kindOf } from '../tree/package-files.ts';

export const SIDE_TABS = ['verification', 'problems', 'tests', 'preview'] as const;
export type SideTab = (typeof SIDE_TABS)[number];

export function useSideTab(path: string | null): { readonly tab: SideTab; readonly choose: (tab: SideTab) => void } {
  const [chosen, setChosen] = useState<SideTab | null>(null);
  const usual = usualTab(path === null ? 'other' : kindOf(path));
  return { tab: chosen ?? usual, choose: (tab) => setChosen(tab === usual ? null : tab) };
}

function usualTab(kind: FileKind): SideTab {
  switch (kind) {
    case 'statement':
    case 'editorial':
    case 'hints':
    case 'prose':
      return 'preview';
    case 'sample':
    case 'secret':
    case 'scope':
      return 'tests';
    default:
      return 'verification';
  }
}
