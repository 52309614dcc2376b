/** Properties of a block that scrolls: a keyboard must be able to reach and move it, so it is a stop with a name. */
export function scroller(label: string) {
  return { tabIndex: 0, role: 'group', 'aria-label': label } as const;
}
