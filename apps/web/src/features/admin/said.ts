/** How the last change on a page of admins went, in a sentence. */
export interface Said {
  readonly text: string;
  readonly failed: boolean;
}
