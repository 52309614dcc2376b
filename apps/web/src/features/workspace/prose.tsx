/** Markdown of authors, sanitised. */
import Markdown, { type Components } from 'react-markdown';
import rehypeSanitize from 'rehype-sanitize';
import remarkGfm from 'remark-gfm';
import { PythonCode } from './editor/python-code.tsx';
import { STATEMENT } from './messages.ts';

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
      <PythonCode source={text} label={STATEMENT.codeBlock} />
    ) : (
      <pre className="code">{children}</pre>
    );
  },
  table: ({ children }) => (
    <div className="statement-table">
      <table>{children}</table>
    </div>
  ),
};

export function Prose({ text }: { readonly text: string }) {
  return (
    <Markdown remarkPlugins={[remarkGfm]} rehypePlugins={[rehypeSanitize]} components={COMPONENTS}>
      {text}
    </Markdown>
  );
}
