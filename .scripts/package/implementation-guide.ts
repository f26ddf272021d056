import type { FhirResource, ImplementationGuide, ImplementationGuideDefinitionResource } from 'fhir/r4.js';
import { narrative, escapeXml } from '../../src/fhir/narrative.js';
import type { PackageFacts } from './package-facts.js';

/** The resource that says what is in a package, and what each example is an example of. */
export function implementationGuide(
  facts: PackageFacts,
  resources: readonly FhirResource[],
  examples: readonly FhirResource[],
): ImplementationGuide {
  const { name, version, title, description, canonical, date } = facts;
  const id = name;
  return {
    resourceType: 'ImplementationGuide',
    id,
    language: 'en',
    text: narrative('en', `<p><b>${escapeXml(title)}</b></p><p>${escapeXml(description)}</p>`),
    url: `${canonical}/ImplementationGuide/${id}`,
    version,
    name: 'DermFhirGateway',
    title,
    status: 'active',
    experimental: false,
    date,
    publisher: 'derm-fhir-gateway',
    contact: [{ telecom: [{ system: 'url', value: 'https://derm-fhir-gateway.github.io' }] }],
    description,
    packageId: name,
    license: 'Apache-2.0',
    fhirVersion: ['4.0.1'],
    definition: {
      resource: [
        ...resources.map((resource) => ({ ...named(resource), exampleBoolean: false })),
        ...examples.map((resource) => ({ ...named(resource), ...exampleOf(resource) })),
      ],
    },
  };
}

function named(resource: FhirResource): ImplementationGuideDefinitionResource {
  const { resourceType, id = '' } = resource;
  return { reference: { reference: `${resourceType}/${id}` }, name: nameOf(resource) };
}

/** What people see in a list: a title, a name, or what an example says that it is. */
function nameOf(resource: FhirResource): string {
  if ('title' in resource && typeof resource.title === 'string') return resource.title;
  if ('name' in resource && typeof resource.name === 'string') return resource.name;
  const code = 'code' in resource ? resource.code : undefined;
  const text = typeof code === 'object' && 'text' in code ? code.text : undefined;
  return text === undefined ? resource.resourceType : `${resource.resourceType}: ${text}`;
}

function exampleOf({ meta }: FhirResource): Pick<ImplementationGuideDefinitionResource, 'exampleCanonical'> {
  const [profile] = meta?.profile ?? [];
  return profile === undefined ? {} : { exampleCanonical: profile };
}
