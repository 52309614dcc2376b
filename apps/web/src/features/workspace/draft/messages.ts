/** Words about the draft in an interview. */

export const SHARED = {
  cutOff:
    'The connection is gone. What you type is kept in this browser and sent when it is back, with the time when you typed it.',
  ended: 'This browser does not sit the interview any more. Open your link again to go on.',
  refused: 'The server did not take it. What you submit counts all the same.',
} as const;
