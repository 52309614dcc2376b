import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { pageList } from './bundle/page-list.ts';
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
      output: {
        // In one chunk they run in the order of their imports: zod is set up before a schema is built (zod-setup.ts).
        // Schemas that few pages need are left to these; their chunks import this one.
        codeSplitting: {
          // What every page needs besides stands with them: apart, each would be a file that compresses worse.
          groups: [
            {
              name: 'schemas',
              test: /zod-setup|node_modules[\\/](zod|react)[\\/]|packages[\\/]protocol[\\/](?!src[\\/](account|account-requests|assessment|attempts|feedback|interview|note|operation|operations|recording|rubric|sitting-report|submission-search|whole-question)\.ts)|src[\\/]shared[\\/](api[\\/](?!interviews|review)|format\.ts)/,
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
  worker: { format: 'es' },
  server: {
    port: 5173,
    proxy: {
      '/api': { target: SERVER, ws: true, changeOrigin: false },
      '/docs': { target: SERVER, changeOrigin: false },
    },
  },
});
