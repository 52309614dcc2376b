/** The language of a file by its name: each but Python is a chunk of its own, loaded when a file of it is opened. */
import { pythonLanguage } from '@codemirror/lang-python';
import { LanguageDescription, LanguageSupport } from '@codemirror/language';
import type { Extension } from '@codemirror/state';

export type FileLanguage = 'python' | 'markdown' | 'yaml' | 'typescript' | 'text';

export function languageOf(path: string): FileLanguage {
  if (path.endsWith('.py')) return 'python';
  if (path.endsWith('.md')) return 'markdown';
  if (/\.ya?ml$/.test(path)) return 'yaml';
  return path.endsWith('.ts') ? 'typescript' : 'text';
}

/** Rejects when it cannot be loaded: the file is plain text then. */
export async function loadLanguage(language: FileLanguage): Promise<Extension> {
  switch (language) {
    case 'python':
      return pythonLanguage;
    case 'markdown': {
      const { markdown, markdownLanguage } = await import('@codemirror/lang-markdown');
      const python = LanguageDescription.of({ name: 'python', support: new LanguageSupport(pythonLanguage) });
      return markdown({ base: markdownLanguage, codeLanguages: [python], completeHTMLTags: false });
    }
    case 'yaml':
      return (await import('@codemirror/lang-yaml')).yamlLanguage;
    case 'typescript':
      return (await import('@codemirror/lang-javascript')).typescriptLanguage;
    case 'text':
      return [];
    default:
      return language satisfies never;
  }
}

/** Blanks that Tab indents by. */
export function indentOfLanguage(language: FileLanguage): string {
  return language === 'python' ? '    ' : '  ';
}
