/** Below it are the code systems, value sets and maps of `mappings/`. */
export const IG = 'https://derm-fhir-gateway.github.io/ig';
export const SEVERITY = `${IG}/CodeSystem/severity`;
export const SITES = 'https://legit.health/integration/json-only/codes/body-sites';
export const SNOMED = 'http://snomed.info/sct';
