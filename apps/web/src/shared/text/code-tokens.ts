/** Which kinds of code have which colour: the one list for the editor and for code in text. */
import { type Tag, tags as t } from '@lezer/highlight';

export interface CodeToken {
  readonly tags: readonly Tag[];
  /** Class in rendered code, see text.css. */
  readonly name: string;
  readonly colour: string;
  readonly italic?: boolean;
}

export const CODE_TOKENS: readonly CodeToken[] = [
  {
    name: 'tok-key',
    colour: 'var(--code-key)',
    tags: [
      t.keyword,
      t.operatorKeyword,
      t.controlKeyword,
      t.definitionKeyword,
      t.moduleKeyword,
      t.self,
      t.bool,
      t.null,
    ],
  },
  { name: 'tok-str', colour: 'var(--code-str)', tags: [t.string, t.special(t.string), t.regexp] },
  { name: 'tok-num', colour: 'var(--code-num)', tags: [t.number] },
  {
    name: 'tok-fn',
    colour: 'var(--code-fn)',
    tags: [
      t.function(t.variableName),
      t.function(t.definition(t.variableName)),
      t.function(t.propertyName),
      t.className,
      t.definition(t.className),
      t.meta,
    ],
  },
  { name: 'tok-com', colour: 'var(--code-com)', tags: [t.comment, t.lineComment, t.docString], italic: true },
];
