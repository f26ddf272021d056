/** How a sending ended. Stable names: metrics, logs and scripts key on them. */
export const deliveryOutcomes = {
  delivered: 'The server stored everything.',
  partial: 'The server stored some of it only; what is missing may work when it is sent again.',
  'not-transactional':
    'The server does not run transactions as such: references between what it stored may be broken. Use another profile.',
  unanswered:
    'Nobody knows whether the server stored it: the connection ended before an answer. Sending again is safe, because every entry says which resource it is.',
  unverifiable:
    'Nobody knows whether the server stored it: its answer does not say so. Sending again is safe, because every entry says which resource it is.',
  rejected: 'The server refused the content. Sending it again unchanged will not help.',
  'too-large': 'The server refuses so large a message.',
  'several-matches': 'The server has several resources where it should have one, and cannot choose.',
  'missing-target':
    'The server does not have something that the report refers to, for example its patient. It may come.',
  deleted: 'It was deleted at the server, which does not take it again.',
  conflict:
    'Somebody else changed the same resource at the same time, or it was deleted there. Sending again may help.',
  unauthorised: 'The server did not accept the credentials, or they do not allow this.',
  misconfigured:
    'This address does not take such requests: it may be wrong, or the server does not allow them.',
  redirected:
    'The server answered with a redirect, which is never followed. Configure the address that it redirects to.',
  gone: 'The server says that this address is gone for good.',
  throttled: 'The server asked to slow down.',
  'timed-out': 'The server says that it waited too long for the request.',
  'server-error': 'The server failed, maybe because of what was sent.',
  transient: 'The server failed in a way that may pass.',
  unreachable: 'The server cannot be reached. Nothing was sent.',
  untrusted: 'The TLS certificate of the server is not trusted. Nothing was sent.',
  internal: 'The gateway itself failed while it worked on this: its log says why.',
} as const;

export type DeliveryOutcome = keyof typeof deliveryOutcomes;
