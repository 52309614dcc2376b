/**
 * TypeScript's language service over one file, an author's checker.ts, and the one module that it may import. Everything is in memory;
 * nothing is run. Must import neither zod nor React: it lives in a worker.
 */
import ts from '@ts-morph/common/dist/typescript.js';
import { createSystem, createVirtualTypeScriptEnvironment } from '@typescript/vfs';
import { absentFaults } from './absent-names.ts';
import type {
  CallInfo,
  TypeAnswer,
  TypeFault,
  TypeHover,
  TypeInfo,
  TypeOptions,
  TypeQuestion,
} from './type-protocol.ts';

const FILE = '/checker.ts';

/** Those of this repository, as far as they say what an author may write. */
const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2024,
  lib: ['lib.es2024.d.ts'],
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  types: [],
  strict: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  noFallthroughCasesInSwitch: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  // Types are stripped, nothing is compiled.
  erasableSyntaxOnly: true,
  verbatimModuleSyntax: true,
  isolatedModules: true,
  noEmit: true,
};

const MOST_OPTIONS = 300;
const MOST_FAULTS = 200;

export interface TypeService {
  /** Answers about `text`, which the file then holds. */
  answer(text: string, question: TypeQuestion): TypeAnswer;
}

/** `libraries`: the language's own, by file name. `module`: what the file may import. */
export function createTypeService(
  libraries: Readonly<Record<string, string>>,
  module: { readonly name: string; readonly text: string },
): TypeService {
  const files = new Map(Object.entries(libraries).map(([name, text]) => [`/${name}`, text]));
  // The compiler looks for a module where npm would have put it.
  files.set(`/node_modules/${module.name}.ts`, module.text);
  files.set(FILE, '\n');
  const environment = createVirtualTypeScriptEnvironment(createSystem(files), [FILE], ts as never, OPTIONS);
  const service: ts.LanguageService = environment.languageService;
  let current = '\n';
  const take = (text: string): void => {
    // An empty file is none to the environment.
    const next = text === '' ? '\n' : text;
    if (next !== current) environment.updateFile(FILE, next);
    current = next;
  };
  return {
    answer(text, question) {
      take(text);
      switch (question.kind) {
        case 'faults':
          return { kind: 'faults', faults: faultsOf(service) };
        case 'options':
          return { kind: 'options', found: optionsAt(service, current, question.at) };
        case 'about':
          return { kind: 'about', info: about(service, question.at, question.name) };
        case 'hover':
          return { kind: 'hover', hover: hoverAt(service, question.at) };
        case 'call':
          return { kind: 'call', call: callAt(service, question.at) };
        default:
          return question satisfies never;
      }
    },
  };
}

function faultsOf(service: ts.LanguageService): TypeFault[] {
  const found = [...service.getSyntacticDiagnostics(FILE), ...service.getSemanticDiagnostics(FILE)].map(
    ({ start = 0, length = 0, reportsUnnecessary, messageText }): TypeFault => ({
      from: start,
      to: start + length,
      // What is only not used holds nothing up.
      severity: reportsUnnecessary === undefined ? 'error' : 'warning',
      message: ts.flattenDiagnosticMessageText(messageText, '\n'),
    }),
  );
  const program = service.getProgram();
  const file = program?.getSourceFile(FILE);
  const absent = program === undefined || file === undefined ? [] : absentFaults(file, program.getTypeChecker());
  return [...found, ...absent].sort((a, b) => a.from - b.from).slice(0, MOST_FAULTS);
}

function optionsAt(service: ts.LanguageService, text: string, at: number): TypeOptions | null {
  const found = service.getCompletionsAtPosition(FILE, at, { includeCompletionsWithInsertText: false });
  if (found === undefined) return null;
  const from = at - (/[\w$]*$/.exec(text.slice(0, at))?.[0].length ?? 0);
  const options = found.entries
    .filter(({ name }) => /^[\w$]+$/.test(name))
    .slice(0, MOST_OPTIONS)
    .map(({ name, kind, sortText }) => ({ name, kind: KINDS[kind] ?? 'variable', rank: sortText }));
  return options.length === 0 ? null : { from, options };
}

/** TypeScript's words for kinds in the editor's words. */
const KINDS: Readonly<Record<string, string>> = {
  function: 'function',
  'local function': 'function',
  method: 'method',
  property: 'property',
  getter: 'property',
  const: 'constant',
  keyword: 'keyword',
  type: 'type',
  alias: 'variable',
  interface: 'interface',
  class: 'class',
  module: 'namespace',
};

function about(service: ts.LanguageService, at: number, name: string): TypeInfo | null {
  const details = service.getCompletionEntryDetails(FILE, at, name, undefined, undefined, undefined, undefined);
  return details === undefined ? null : infoOf(details.displayParts, details.documentation);
}

function hoverAt(service: ts.LanguageService, at: number): TypeHover | null {
  const info = service.getQuickInfoAtPosition(FILE, at);
  if (info === undefined) return null;
  const { start, length } = info.textSpan;
  return { from: start, to: start + length, ...infoOf(info.displayParts, info.documentation) };
}

function callAt(service: ts.LanguageService, at: number): CallInfo | null {
  const help = service.getSignatureHelpItems(FILE, at, undefined);
  const item = help?.items[help.selectedItemIndex];
  if (help === undefined || item === undefined) return null;
  let signature = ts.displayPartsToString(item.prefixDisplayParts);
  const places = item.parameters.map((parameter, index) => {
    if (index > 0) signature += ts.displayPartsToString(item.separatorDisplayParts);
    const from = signature.length;
    signature += ts.displayPartsToString(parameter.displayParts);
    return { from, to: signature.length };
  });
  signature += ts.displayPartsToString(item.suffixDisplayParts);
  return {
    signature,
    about: ts.displayPartsToString(item.documentation),
    current: places[help.argumentIndex] ?? (item.isVariadic ? (places.at(-1) ?? null) : null),
    at: help.applicableSpan.start,
  };
}

function infoOf(
  display: ts.SymbolDisplayPart[] | undefined,
  documentation: ts.SymbolDisplayPart[] | undefined,
): TypeInfo {
  // That a name was imported says nothing about what it is.
  const signature = ts
    .displayPartsToString(display)
    .replace(/^\(alias\) /, '')
    .replace(/\nimport [\w$]+$/, '');
  return { signature, about: ts.displayPartsToString(documentation) };
}
