/** What is said when a request to the API fails and the server said nothing itself. */
export const FAILURE = {
  malformed:
    'The server answered something that this page does not understand. Reload the page; it may be older than the server.',
  unreachable: 'The server cannot be reached. It is tried again by itself.',
  restarting: 'The server is restarting. It is tried again by itself.',
  refused: (status: number) => `The server refused the request (status ${status}).`,
} as const;
