/** Whether what stands in a field is what was to be typed: spaces around it and capitals do not count. Pure. */
export function isTyped(text: string, expected: string): boolean {
  return text.trim().toLowerCase() === expected.toLowerCase();
}
