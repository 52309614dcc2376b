/** The compiler as one file, which has its types elsewhere; and what bundle/type-libraries.ts makes. */
declare module '@ts-morph/common/dist/typescript.js' {
  import { ts } from '@ts-morph/common/lib/typescript.d.ts';
  export default ts;
}

declare module 'virtual:type-libraries' {
  const libraries: Readonly<Record<string, string>>;
  export default libraries;
}
