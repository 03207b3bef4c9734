// Every word of an embedded agent's frame in English.

export const embedEn = {
  title: 'Agent',
  needsScript: 'This part of the page works with JavaScript only.',
  states: {
    waiting: { heading: 'One moment', words: 'Connecting to the agent.' },
    outside: {
      heading: 'Nothing to see here',
      words: 'This address is made to be shown inside another site, which brings the access.',
    },
    expired: { heading: 'One moment', words: 'Access has expired. The page is renewing it.' },
    refused: {
      heading: 'Not available here',
      words: 'The page around this has not been given access to the agent.',
    },
    origin_forbidden: {
      heading: 'Not available on this site',
      words: 'The agent may not be shown on this site.',
    },
    lease_over: {
      heading: 'Used up',
      words: 'This access was used as often, or for as long, as it may be.',
    },
    key_in_browser: {
      heading: 'A key is in the wrong place',
      words:
        'This page handed over an API key, which everybody who sees the page can read. ' +
        'Keys belong on a server, which exchanges them for a token.',
    },
    kicked: { heading: 'Closed', words: 'The agent was closed by its operator.' },
    revoked: { heading: 'Closed', words: 'Access to the agent was taken back.' },
    time_over: { heading: 'Time is up', words: 'The agent was open for as long as it may be.' },
    agent_off: { heading: 'Switched off', words: 'The agent is not in use any more.' },
    unreachable: {
      heading: 'No connection',
      words: 'The agent cannot be reached right now. This page keeps trying.',
    },
  },
  views: { navigation: 'What to show', overview: 'Overview', calls: 'Calls', results: 'Results' },
  overview: {
    lastDays: 'The last {count} days',
    calls: 'Calls',
    completed: 'Completed',
    missed: 'Missed or failed',
    averageLength: 'Average length',
    latestCalls: 'Latest calls',
    latestResults: 'Latest results',
    allCalls: 'All calls',
    allResults: 'All results',
  },
  calls: {
    none: 'No calls yet',
    noneWords: 'As soon as the agent has spoken with somebody, it stands here.',
    running: 'Running',
    completed: 'Completed',
    missed: 'Missed',
    failed: 'Failed',
    inbound: 'Inbound',
    outbound: 'Outbound',
    web: 'On the web',
    older: 'Earlier',
    newest: 'Back to the latest',
  },
  results: {
    none: 'No results yet',
    noneWords: 'As soon as something was judged, it stands here.',
    gone: 'There is no such result',
    goneWords: 'It may have been removed, or the link is not right.',
    passed: 'Passed',
    failed: 'Failed',
    review: 'To be looked at',
    score: '{score} of 100',
    ofCall: 'Call',
    when: 'When',
    measures: 'In detail',
    back: 'All results',
  },
  unknown: '–',
}

/** What every language has to say of it. */
export type EmbedMessages = typeof embedEn
