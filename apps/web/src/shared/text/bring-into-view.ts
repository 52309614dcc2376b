/** Scrolls nothing but the pane `host` so that a line of its code can be seen. */
export function bringIntoView(host: HTMLElement | null, line: number): void {
  const element = host?.querySelector<HTMLElement>(`[data-line="${line}"]`);
  if (host === null || element == null) return;
  const top = element.getBoundingClientRect().top - host.getBoundingClientRect().top;
  const margin = Math.min(40, host.clientHeight / 4);
  if (top < margin || top + element.offsetHeight > host.clientHeight - margin) {
    host.scrollTop += top - host.clientHeight / 2;
  }
}
