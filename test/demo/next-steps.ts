const base = 'http://127.0.0.1:8080';
const operations = `${base}/fhir/DiagnosticReport`;

/**
 * What somebody who has seen the demo may try next.
 *
 * @param bundle file with a Bundle that the demo wrote.
 * @returns what it is for, and the command.
 */
export function nextSteps(bundle: string): [what: string, command: string][] {
  return [
    ['Start the gateway; the sandbox answers it until a vendor is configured.', 'AUTH=none npm start'],
    ['Fetch and translate another report.', `curl '${operations}/$fetch?report=psoriasis&_pretty=true'`],
    ['Get a raw report to play with.', 'npx derm-fhir fetch acne --raw > report.json'],
    [
      'Translate it.',
      `curl -H 'content-type: application/json' --data-binary @report.json '${operations}/$translate'`,
    ],
    ['See what else the gateway answers.', `curl ${base}/openapi.yaml`],
    ['Check FHIR on the command line.', `npx derm-fhir check ${bundle}`],
    ['See what else the command line does.', 'npx derm-fhir --help'],
  ];
}
