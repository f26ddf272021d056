import { describe, expect, test } from '@jest/globals';
import { readConfig } from '../../../src/config/config.js';

const FILES: Readonly<Record<string, string>> = {
  '/etc/derm/destinations.yaml':
    'destinations: [{name: ward, baseUrl: "https://fhir.test", auth: {kind: bearer, token: {file: token}}}]',
  '/etc/derm/wrong.yaml': 'destinations: [{name: ward, baseUrl: "https://user:geheim@fhir.test"}]',
  '/etc/derm/token': 'geheim',
};

function read(path: string) {
  return readConfig({ DESTINATIONS_FILE: path }, (file) => {
    const text = FILES[file];
    if (text === undefined) throw new Error(`no file ${file}`);
    return text;
  });
}

describe('DESTINATIONS_FILE', () => {
  test('names the destinations, whose secrets lie beside it and stay out of the log', () => {
    const { destinations, effective } = read('/etc/derm/destinations.yaml');
    expect(destinations).toMatchObject([{ name: 'ward', auth: { token: 'geheim' } }]);
    expect(effective).toMatchObject({ DESTINATIONS_FILE: '/etc/derm/destinations.yaml' });
    expect(JSON.stringify(effective)).not.toContain('geheim');
  });

  test('may stay away: then there are none', () => {
    expect(readConfig({}).destinations).toEqual([]);
  });

  test.each([
    [
      '/etc/derm/wrong.yaml',
      'DESTINATIONS_FILE: destinations[0].baseUrl of ward must not hold a user or password.',
    ],
    ['/etc/derm/nothing.yaml', 'DESTINATIONS_FILE must name a file that can be read.'],
  ])('stops the start when it is wrong: %s', (path, message) => {
    expect(() => read(path)).toThrow(expect.objectContaining({ name: 'ConfigError', message }));
  });
});
