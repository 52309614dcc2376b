/** Words of text with code in it. */
export const TEXT = { codeBlock: 'Code' } as const;
