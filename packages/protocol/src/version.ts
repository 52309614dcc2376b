/** Of everything in this project: it is released as one. */
export const VERSION = '0.1.0';
