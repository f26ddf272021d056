import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { DeliveryDestination } from '../../../../src/deliver/destination/delivery-destination.js';
import {
  InvalidDestinations,
  readDestination,
} from '../../../../src/deliver/destination/read-destinations.js';
import type { SecretSources } from '../../../../src/deliver/destination/secret.js';

function pem(key: KeyObject): string {
  return key.export({ type: 'pkcs8', format: 'pem' }).toString();
}

function fixture(name: string): string {
  return readFileSync(new URL(`../../../fixtures/tls/${name}`, import.meta.url), 'utf8');
}

/** Files that a destination may refer to, all in /etc/derm. */
const FILES: Readonly<Record<string, string>> = {
  token: ' from-file\n',
  empty: '\n',
  blanks: 'ge heim',
  'rsa.pem': pem(generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey),
  'rsa1024.pem': pem(generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey),
  'ec384.pem': pem(generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey),
  'ec256.pem': pem(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey),
  'client.pem': fixture('client.pem'),
  'client-key.pem': fixture('client-key.pem'),
  'broken.pem': '-----BEGIN CERTIFICATE-----\ngeheim\n-----END CERTIFICATE-----\n',
};

/** Where secrets of tests lie. */
export function sourcesOf(env: Readonly<Record<string, string>> = {}): SecretSources {
  return {
    env,
    folder: '/etc/derm',
    readFile: (path) => {
      const text = FILES[path.replace('/etc/derm/', '')];
      if (text === undefined) throw new Error('ENOENT: geheim');
      return text;
    },
  };
}

/** Reads a destination of which all is right but what is given. @returns it, or what is wrong with it. */
export function readGiven(
  given: Readonly<Record<string, unknown>>,
  env: Readonly<Record<string, string>> = {},
): DeliveryDestination | readonly string[] {
  try {
    return readDestination(
      { name: 'ward', baseUrl: 'https://fhir.hospital.test/R4', ...given },
      sourcesOf(env),
    );
  } catch (error) {
    if (error instanceof InvalidDestinations) return error.problems;
    throw error;
  }
}
