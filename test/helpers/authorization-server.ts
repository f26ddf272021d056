import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK } from 'jose';
import { startStubServer, type StubServer } from './stub-server.js';

/** A private key of the server and how its public half is published. */
export interface SigningKey {
  readonly alg: string;
  readonly privateKey: CryptoKey;
  readonly publicJwk: JWK;
}

/** What a token may say in another way than usual; undefined leaves a claim out. */
export interface TokenChanges {
  readonly header?: Readonly<Record<string, unknown>>;
  readonly claims?: Readonly<Record<string, unknown>>;
}

/** An authorization server, as far as a resource server sees it: keys over HTTP, and tokens. */
export interface AuthorizationServer extends StubServer {
  readonly issuer: string;
  readonly jwksUrl: string;
  /** What it publishes; a test may change it. */
  readonly published: SigningKey[];
  /** Switches it off and on. */
  isDown: boolean;
}

export const AUDIENCE = 'https://gateway.test/fhir';

/** Makes a key pair; its public half has no `alg`, so that one RSA key serves every algorithm of RSA. */
export async function makeSigningKey(alg: string, kid: string): Promise<SigningKey> {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
  return { alg, privateKey, publicJwk: { ...(await exportJWK(publicKey)), kid, use: 'sig' } };
}

/** Starts an authorization server on this machine. */
export async function startAuthorizationServer(...keys: SigningKey[]): Promise<AuthorizationServer> {
  const published = [...keys];
  const state = { isDown: false };
  const stub = await startStubServer((response) => {
    response.writeHead(state.isDown ? 503 : 200, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify({ keys: published.map(({ publicJwk }) => publicJwk) }));
  });
  return Object.assign(state, stub, {
    issuer: 'https://login.test',
    jwksUrl: `${stub.url}/keys`,
    published,
  });
}

/** A token that a gateway with the usual settings takes, but for the changes. */
export function tokenOf(key: SigningKey, { header = {}, claims = {} }: TokenChanges = {}): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  const usual = {
    iss: 'https://login.test',
    aud: AUDIENCE,
    iat: now,
    exp: now + 300,
    client_id: 'engine',
    scope: 'system/*.rs',
  };
  const protectedHeader = { alg: key.alg, ...kidOf(key), typ: 'JWT', ...header };
  return new SignJWT({ ...usual, ...claims }).setProtectedHeader(protectedHeader).sign(key.privateKey);
}

function kidOf({ publicJwk }: SigningKey): { kid?: string } {
  return publicJwk.kid === undefined ? {} : { kid: publicJwk.kid };
}
