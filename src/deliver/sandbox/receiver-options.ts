import type { Behaviour } from './behaviour.js';
import type { BehaviourName } from './behaviours/behaviours.js';
import type { HeldResource } from './resource.js';

/** Everything has a default. */
export interface ReceiverOptions {
  /** Which server it behaves like; `plain` does all that R4 describes. */
  readonly behaves?: BehaviourName;
  /** Switches that differ from that. */
  readonly switches?: Partial<Behaviour>;
  /** Requests need it as bearer token, except for `/metadata`. */
  readonly token?: string;
  /** 0 takes a free port of 127.0.0.1. */
  readonly port?: number;
  /** Longest body in bytes. */
  readonly bodyLimit?: number;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
  /** Called with every request when its body is read, and before it is answered. */
  readonly onRequest?: (request: ReceivedRequest) => void;
  /** Awaited between deciding on a Bundle and storing it, where the server lets requests collide; a turn of the loop unless told. */
  readonly beforeStoring?: () => Promise<void>;
}

/** One request as it arrived. */
export interface ReceivedRequest {
  readonly method: string;
  /** Below the base, with the query. */
  readonly path: string;
  readonly headers: Readonly<NodeJS.Dict<string | string[]>>;
  readonly resource: HeldResource | undefined;
}
