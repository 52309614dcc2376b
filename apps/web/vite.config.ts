import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { pageList } from './bundle/page-list.ts';
import { typeLibraries } from './bundle/type-libraries.ts';
import { zodForJson } from './bundle/zod-for-json.ts';

/** Where `vite` sends API calls and the websocket while developing. */
const SERVER = process.env.LOCKSTEP_SERVER ?? 'http://localhost:3000';

/** The package marks the calls that fill its tables of keys as free of effects: bundled, it would have no keys. */
const emacsTables: Plugin = {
  name: 'emacs-tables',
  transform: {
    filter: { id: /codemirror-emacs/ },
    handler: (code) => code.replaceAll('/*@__PURE__*/EmacsHandler.', 'EmacsHandler.'),
  },
};

/** Pages of interviewers and admins, and of who is signed in. */
const STAFF_PAGES = /[\\/](interviews|candidate-review|report|review|live|authoring|draft|admin|account)-route-/;

export default defineConfig({
  plugins: [react(), zodForJson(), pageList(), emacsTables],
  // As it is, and through the plugin, also while developing.
  optimizeDeps: { exclude: ['@replit/codemirror-emacs'] },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2023',
    // A strict content security policy has no data: fonts, scripts or styles; small files stay files.
    assetsInlineLimit: 0,
    modulePreload: {
      polyfill: false,
      // The names of what each page loads stand in the first script, so they are left out of it for pages that few people
      // open, and from inside of the application only: where a page is opened first, the server's Link header names all.
      resolveDependencies: (file, dependencies) =>
        STAFF_PAGES.test(file) ? dependencies.filter((name) => name.endsWith('.css')) : dependencies,
    },
    chunkSizeWarningLimit: 900,
    rolldownOptions: {
      // Building a schema does nothing else: those that a page does not use are left out of its files.
      treeshake: { manualPureFunctions: ['z'] },
      output: {
        // As these names stand in the first script, and say nothing that could be compressed.
        chunkFileNames: 'assets/[name]-[hash:7].js',
        assetFileNames: 'assets/[name]-[hash:7][extname]',
        // In one chunk they run in the order of their imports: zod is set up before a schema is built (zod-setup.ts).
        // Schemas that few pages need are left to these; their chunks import this one.
        codeSplitting: {
          // What every page needs besides stands with them: apart, each would be a file that compresses worse.
          groups: [
            {
              name: 'schemas',
              test: /zod-setup|node_modules[\\/](zod|react)[\\/]|packages[\\/]protocol[\\/](?!src[\\/](account|account-requests|assessment|attempts|authoring(-[a-z]+)?|feedback|hidden|interview|live-code|note|operation|operations|recording|rubric|sitting-report|submission-search|webhook|webhook-event|whole-exercise|whole-question)\.ts)|src[\\/]shared[\\/](api[\\/](?!interviews|review)|format\.ts)/,
            },
            {
              // Each page loads it once it is painted; as many small files it would be a third larger.
              name: 'account',
              test: /packages[\\/]protocol[\\/]src[\\/]account\.ts|src[\\/]shared[\\/]account[\\/](?!use-signed-out|signed-in)|react-router[\\/].*[\\/]useLocation/,
              // What it shares with the pages stays with them.
              includeDependenciesRecursively: false,
            },
            {
              // What the list shows to some; those who go on have a card of their own.
              name: 'cards',
              test: /features[\\/]exercises[\\/]cards[\\/](?!continue)/,
              includeDependenciesRecursively: false,
            },
          ],
        },
      },
    },
  },
  worker: { format: 'es', plugins: () => [typeLibraries()] },
  server: {
    port: 5173,
    proxy: {
      '/api': { target: SERVER, ws: true, changeOrigin: false },
      '/docs': { target: SERVER, changeOrigin: false },
    },
  },
});
