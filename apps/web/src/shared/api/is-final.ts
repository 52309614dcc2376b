/** Whether a refusal stands: only what was sent can change it. A session that is gone, or a server that is busy, may pass. */
export function isFinal(status: number): boolean {
  return status >= 400 && status < 500 && ![401, 403, 404, 408, 425, 429].includes(status);
}
