import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { safeAddress } from '../../src/shared/text/markdown.ts';
import { Prose } from '../../src/shared/text/prose.tsx';

// Other text than inline one comes in a second step, which the renderer of still pages does not take.
const html = (text: string): string => renderToStaticMarkup(createElement(Prose, { text, inline: true }));

describe('Markdown of authors', () => {
  it('has paragraphs, emphasis and code', () => {
    expect(html('A *b* **c** `d`.')).toBe(
      '<span class="prose-line">A <em>b</em> <strong>c</strong> <code>d</code>.</span>',
    );
  });

  it('has no paragraphs in a label', () => {
    expect(html('a\n\nb')).toBe('<span class="prose-line">a</span><span class="prose-line">b</span>');
  });

  it('has headings below those of the page', () => {
    expect(html('# a\n## b\n### c\n#### d')).toBe('<h3>a</h3><h3>b</h3><h4>c</h4><h4>d</h4>');
  });

  it('has lists, whose items are paragraphs only where a line stands between them', () => {
    expect(html('- a\n- b')).toBe('<ul><li>a</li><li>b</li></ul>');
    expect(html('3. a\n\n4. b')).toBe(
      '<ol start="3"><li><span class="prose-line">a</span></li><li><span class="prose-line">b</span></li></ol>',
    );
  });

  it('has tables with their alignment', () => {
    expect(html('| a | b |\n|---|--:|\n| 1 | 2 |')).toBe(
      '<div class="prose-table"><table><thead><tr><th>a</th><th style="text-align:right">b</th></tr></thead>' +
        '<tbody><tr><td>1</td><td style="text-align:right">2</td></tr></tbody></table></div>',
    );
  });

  it('colours Python, and shows other code as it is', () => {
    expect(html('```python\nimport os\n```')).toContain('<span class="tok-key">import</span>');
    expect(html('```\na < b\n```')).toBe('<pre class="code"><code>a &lt; b</code></pre>');
  });

  it('follows references to their definitions', () => {
    const link = '<a href="https://a.example/" target="_blank" rel="noopener noreferrer">docs</a>';
    expect(html('[docs](https://a.example/)')).toContain(link);
    expect(html('[docs][1]\n\n[1]: https://a.example/')).toContain(link);
  });

  it('lets no HTML and no running address through', () => {
    expect(html('<script>alert(1)</script>\n\n<img src=x onerror=alert(1)>')).toBe('');
    expect(html('a <b onclick="x">b</b>')).toBe('<span class="prose-line">a b</span>');
    expect(html('[a](javascript:alert(1))')).not.toContain('javascript');
    expect(html('![a](data:image/svg+xml,x)')).toBe('<span class="prose-line"><img alt="a"/></span>');
  });
});

describe('an address', () => {
  it('may be relative or lead to the web or to mail', () => {
    for (const address of ['/path', '#a', 'x.html', 'https://a.example/', 'HTTP://a.example', 'mailto:a@b.example']) {
      expect(safeAddress(address)).toBe(address);
    }
  });

  it('may not run or hold anything', () => {
    for (const address of [
      'javascript:a()',
      ' JavaScript:a()',
      'java\nscript:a()',
      'data:text/html,a',
      'vbscript:a',
      'http://',
    ]) {
      expect(safeAddress(address)).toBeUndefined();
    }
  });
});
