/** Words about the draft in an interview. */

export const SHARED = {
  cutOff:
    'The connection is gone. What you type is kept in this browser and sent when it is back, with the time when you typed it.',
  ended:
    'The interview was ended, or your link was replaced: nothing more is sent. What you type is kept in this browser.',
  refused: 'The server did not take it. What you submit counts all the same.',
} as const;
