/**
 * Stands in for mdast-util-to-markdown in the bundle (see vite.config.ts). The GFM plugin brings along a writer of
 * Markdown; this application only reads it. Of the writer the plugin names just these, and calls none while reading.
 */
export const defaultHandlers = {};
export const defaultJoin: readonly never[] = [];
