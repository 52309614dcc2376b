/** Markdown of authors. Each node becomes an element that is named here; there is no way for HTML to come through. */
import type { AlignType, List, Nodes, Table } from 'mdast';
import { type ReactNode, useDeferredValue, useMemo } from 'react';
import { type Markdown, parseMarkdown, safeAddress } from './markdown.ts';
import { TEXT } from './messages.ts';
import { PythonCode } from './python-code.tsx';
import './text.css';

/**
 * `inline`: for text inside of a label or a button, where there are no paragraphs; it stands there from the beginning.
 * Other text comes right after what can be used at once, such as the editor beside it.
 */
export function Prose(props: { readonly text: string; readonly inline?: boolean }) {
  const { text, inline = false } = props;
  const ready = useDeferredValue(text, inline ? text : '');
  const { root, definitions } = useMemo(() => parseMarkdown(ready), [ready]);
  return <Children of={root.children} around={{ definitions, inline, tight: false }} />;
}

interface Around {
  readonly definitions: Markdown['definitions'];
  readonly inline: boolean;
  /** In a list whose items stand without a line between them: their paragraphs are plain text. */
  readonly tight: boolean;
}

function Children({ of, around }: { readonly of: readonly Nodes[]; readonly around: Around }) {
  return of.map((node) => <Element key={placeOf(node)} node={node} around={around} />);
}

/** Headings start below the pane's own; code has the editor's colours. */
function Element({ node, around }: { readonly node: Nodes; readonly around: Around }): ReactNode {
  const children = (inside: Around = around) =>
    'children' in node ? <Children of={node.children} around={inside} /> : null;
  switch (node.type) {
    case 'text':
      return node.value;
    case 'paragraph':
      if (around.tight) return children();
      return around.inline ? <span className="prose-line">{children()}</span> : <p>{children()}</p>;
    case 'heading':
      return node.depth < 3 ? <h3>{children()}</h3> : <h4>{children()}</h4>;
    case 'emphasis':
      return <em>{children()}</em>;
    case 'strong':
      return <strong>{children()}</strong>;
    case 'inlineCode':
      return <code>{node.value}</code>;
    case 'break':
      return <br />;
    case 'code':
      return /^(python|pycon)/.test(node.lang ?? '') ? (
        <PythonCode source={node.value} label={TEXT.codeBlock} />
      ) : (
        <pre className="code">
          <code>{node.value}</code>
        </pre>
      );
    case 'list':
      return <ItemList list={node} around={around} />;
    case 'blockquote':
      return <blockquote>{children({ ...around, tight: false })}</blockquote>;
    case 'thematicBreak':
      return <hr />;
    case 'table':
      return <ProseTable table={node} around={around} />;
    case 'link':
      return <Away to={node.url}>{children()}</Away>;
    case 'linkReference':
      return <Away to={around.definitions.get(node.identifier)?.url}>{children()}</Away>;
    case 'image':
      return <img src={safeAddress(node.url)} alt={node.alt ?? ''} />;
    case 'imageReference':
      return <img src={safeAddress(around.definitions.get(node.identifier)?.url ?? '')} alt={node.alt ?? ''} />;
    default:
      // Definitions say nothing by themselves, and HTML is not rendered.
      return null;
  }
}

function Away({ to, children }: { readonly to: string | undefined; readonly children: ReactNode }) {
  return (
    <a href={to === undefined ? undefined : safeAddress(to)} target="_blank" rel="noopener noreferrer">
      {children}
    </a>
  );
}

function ItemList({ list, around }: { readonly list: List; readonly around: Around }) {
  const tight = !list.spread && list.children.every(({ spread }) => !spread);
  const items = list.children.map((item) => (
    <li key={placeOf(item)}>
      <Children of={item.children} around={{ ...around, tight }} />
    </li>
  ));
  return list.ordered ? <ol start={list.start ?? 1}>{items}</ol> : <ul>{items}</ul>;
}

function ProseTable({ table, around }: { readonly table: Table; readonly around: Around }) {
  const [head, ...body] = table.children;
  const row = (cells: Table['children'][number], Cell: 'th' | 'td') =>
    cells.children.map((cell, index) => (
      <Cell key={placeOf(cell)} style={alignment(table.align?.[index])}>
        <Children of={cell.children} around={around} />
      </Cell>
    ));
  return (
    <div className="prose-table">
      <table>
        <thead>{head === undefined ? null : <tr>{row(head, 'th')}</tr>}</thead>
        <tbody>
          {body.map((cells) => (
            <tr key={placeOf(cells)}>{row(cells, 'td')}</tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Where it begins in the text: no two siblings begin at the same place. */
function placeOf(node: Nodes): number | undefined {
  return node.position?.start.offset;
}

function alignment(align: AlignType | undefined) {
  return align === null || align === undefined ? undefined : { textAlign: align };
}
