import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { pageList } from './bundle/page-list.ts';
import { zodForJson } from './bundle/zod-for-json.ts';

/** Where `vite` sends API calls and the websocket while developing. */
const SERVER = process.env.LOCKSTEP_SERVER ?? 'http://localhost:3000';

export default defineConfig({
  plugins: [react(), zodForJson(), pageList()],
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
        codeSplitting: {
          groups: [{ name: 'schemas', test: /zod-setup|node_modules[\\/]zod[\\/]|packages[\\/]protocol[\\/]/ }],
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
