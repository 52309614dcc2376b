/** Markdown of authors, sanitised. */
import Markdown, { type Components } from 'react-markdown';
import rehypeSanitize from 'rehype-sanitize';
import remarkGfm from 'remark-gfm';
import { TEXT } from './messages.ts';
import { PythonCode } from './python-code.tsx';
import './text.css';

/** Headings start below the pane's own; code has the editor's colours. */
const COMPONENTS: Components = {
  h1: ({ children }) => <h3>{children}</h3>,
  h2: ({ children }) => <h3>{children}</h3>,
  h3: ({ children }) => <h4>{children}</h4>,
  a: ({ children, href }) => (
    <a href={href} target="_blank" rel="noopener noreferrer">
      {children}
    </a>
  ),
  pre: ({ children, node }) => {
    const code = node?.children[0];
    const language = code?.type === 'element' ? String(code.properties.className ?? '') : '';
    const text =
      code?.type === 'element' ? code.children.map((part) => (part.type === 'text' ? part.value : '')).join('') : '';
    return language.includes('python') || language.includes('pycon') ? (
      <PythonCode source={text} label={TEXT.codeBlock} />
    ) : (
      <pre className="code">{children}</pre>
    );
  },
  table: ({ children }) => (
    <div className="prose-table">
      <table>{children}</table>
    </div>
  ),
};

/** In a label there are no paragraphs. */
const INLINE: Components = { ...COMPONENTS, p: ({ children }) => <span className="prose-line">{children}</span> };

/** `inline`: for text inside of a label or a button. */
export function Prose(props: { readonly text: string; readonly inline?: boolean }) {
  return (
    <Markdown
      remarkPlugins={[remarkGfm]}
      rehypePlugins={[rehypeSanitize]}
      components={props.inline ? INLINE : COMPONENTS}
    >
      {props.text}
    </Markdown>
  );
}
