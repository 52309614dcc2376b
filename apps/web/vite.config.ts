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
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 900,
    rolldownOptions: {
      // Building a schema does nothing else: those that a page does not use are left out of its files.
      treeshake: { manualPureFunctions: ['z'] },
      output: {
        // In one chunk they run in the order of their imports: zod is set up before a schema is built (zod-setup.ts).
        // Schemas that few pages need are left to these; their chunks import this one.
        codeSplitting: {
          // What every page needs besides stands with them: apart, each would be a file that compresses worse.
          groups: [
            {
              name: 'schemas',
              test: /zod-setup|node_modules[\\/](zod|react)[\\/]|packages[\\/]protocol[\\/](?!src[\\/](account|account-requests|authoring(-[a-z]+)?|feedback|interview|operation|operations|recording|whole-question)\.ts)|src[\\/]shared[\\/]api[\\/](?!interviews)/,
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
