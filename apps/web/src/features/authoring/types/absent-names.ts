/** What TypeScript knows and a checker's isolate does not have: clock, randomness, locales. */
import ts from '@ts-morph/common/dist/typescript.js';
import { ABSENT } from './messages.ts';
import type { TypeFault } from './type-protocol.ts';

/** Each use of such a name as a value, where it is not the author's own. */
export function absentFaults(file: ts.SourceFile, checker: ts.TypeChecker): TypeFault[] {
  const faults: TypeFault[] = [];
  const visit = (node: ts.Node): void => {
    const message = isUse(node) ? ABSENT[node.getText(file)] : undefined;
    if (message !== undefined && isOfTheLanguage(node, checker)) {
      faults.push({ from: node.getStart(file), to: node.getEnd(), severity: 'error', message });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return faults;
}

/** Whether the name is used there: as a type it is only written, and behind a dot or as a key it is something else. */
function isUse(node: ts.Node): boolean {
  if (ts.isPropertyAccessExpression(node)) return true;
  if (!ts.isIdentifier(node)) return false;
  const { parent } = node;
  if (ts.isTypeReferenceNode(parent) || ts.isQualifiedName(parent)) return false;
  return !((ts.isPropertyAccessExpression(parent) || ts.isPropertyAssignment(parent)) && parent.name === node);
}

function isOfTheLanguage(node: ts.Node, checker: ts.TypeChecker): boolean {
  const declarations = checker.getSymbolAtLocation(node)?.declarations ?? [];
  return declarations.length > 0 && declarations.every((one) => one.getSourceFile().fileName.startsWith('/lib.'));
}
