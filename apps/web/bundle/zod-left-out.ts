/** Stands in for two modules of zod in the bundle, see zod-for-json.ts. */

/** None: containers then parse without looking for a value inside of itself. */
export const memoizer = () => undefined;
export const isBackEdge = () => false;
export const isRecursiveSchema = () => false;

function notInTheBrowser(): never {
  throw new Error('the web app carries no writer of JSON Schema');
}

// Made with each schema, called by nobody.
export const createStandardJSONSchemaMethod = () => notInTheBrowser;
export const createToJSONSchemaMethod = () => notInTheBrowser;
export const extractDefs = notInTheBrowser;
export const finalize = notInTheBrowser;
export const handleUnrepresentable = notInTheBrowser;
export const initializeContext = notInTheBrowser;
export const processSchema = notInTheBrowser;
