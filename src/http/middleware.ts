import type { IncomingMessage, ServerResponse } from 'node:http';

/** A handler on Node's own types; Express takes it, too. */
export type Middleware = (req: IncomingMessage, res: ServerResponse, next: (error?: unknown) => void) => void;
