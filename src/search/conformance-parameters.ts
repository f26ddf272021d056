import {
  aliasOf,
  boundCode,
  canonical,
  code,
  concept,
  date,
  identifier,
  string,
  uri,
} from './parameter-kinds.js';
import type { SearchParameter } from './search-parameter.js';

const name = string('name', 'conformance-name', 'name');
const status = boundCode('publication-status', 'status', 'conformance-status', 'status');
const published = date('date', 'conformance-date', 'date');
const description = string('description', 'conformance-description', 'description');
const publisher = string('publisher', 'conformance-publisher', 'publisher');
const url = uri('url', 'conformance-url', 'url');
const version = code('version', 'conformance-version', 'version');
const title = string('title', 'conformance-title', 'title');
const ownIdentifier = identifier('identifier', 'conformance-identifier', 'identifier');

/** What R4 gives all of them. */
const basic = [name, status, published, description, publisher];
const withUrl = [url, version, ...basic];

/** Search parameters of what says how reports are made and served. */
export const conformanceParameters: Readonly<Record<string, readonly SearchParameter[]>> = {
  CodeSystem: [
    ...withUrl,
    title,
    ownIdentifier,
    code('code', 'CodeSystem-code', 'concept.code'),
    boundCode('codesystem-content-mode', 'content-mode', 'CodeSystem-content-mode', 'content'),
    aliasOf(['url'], uri('system', 'CodeSystem-system')),
  ],
  ValueSet: [
    ...withUrl,
    title,
    ownIdentifier,
    code('code', 'ValueSet-code', 'expansion.contains.code', 'compose.include.concept.code'),
    uri('reference', 'ValueSet-reference', 'compose.include.system'),
  ],
  ConceptMap: [
    ...withUrl,
    title,
    ownIdentifier,
    canonical('source', 'ConceptMap-source', 'sourceCanonical', 'ValueSet'),
    canonical('target', 'ConceptMap-target', 'targetCanonical', 'ValueSet'),
    code('source-code', 'ConceptMap-source-code', 'group.element.code'),
    code('target-code', 'ConceptMap-target-code', 'group.element.target.code'),
    uri('source-system', 'ConceptMap-source-system', 'group.source'),
    uri('target-system', 'ConceptMap-target-system', 'group.target'),
  ],
  StructureDefinition: [
    ...withUrl,
    title,
    ownIdentifier,
    uri('type', 'StructureDefinition-type', 'type'),
    boundCode('structure-definition-kind', 'kind', 'StructureDefinition-kind', 'kind'),
    canonical('base', 'StructureDefinition-base', 'baseDefinition', 'StructureDefinition'),
    boundCode('type-derivation-rule', 'derivation', 'StructureDefinition-derivation', 'derivation'),
    code('abstract', 'StructureDefinition-abstract', 'abstract'),
  ],
  OperationDefinition: [
    ...withUrl,
    title,
    code('code', 'OperationDefinition-code', 'code'),
    boundCode('operation-kind', 'kind', 'OperationDefinition-kind', 'kind'),
    canonical('base', 'OperationDefinition-base', 'base', 'OperationDefinition'),
    code('system', 'OperationDefinition-system', 'system'),
    code('type', 'OperationDefinition-type', 'type'),
    code('instance', 'OperationDefinition-instance', 'instance'),
  ],
  NamingSystem: [
    ...basic,
    boundCode('namingsystem-type', 'kind', 'NamingSystem-kind', 'kind'),
    concept('type', 'NamingSystem-type', 'type'),
    boundCode('namingsystem-identifier-type', 'id-type', 'NamingSystem-id-type', 'uniqueId.type'),
    string('value', 'NamingSystem-value', 'uniqueId.value'),
    string('responsible', 'NamingSystem-responsible', 'responsible'),
  ],
  SearchParameter: [
    ...withUrl,
    code('code', 'SearchParameter-code', 'code'),
    boundCode('resource-types', 'base', 'SearchParameter-base', 'base'),
    boundCode('search-param-type', 'type', 'SearchParameter-type', 'type'),
    boundCode('resource-types', 'target', 'SearchParameter-target', 'target'),
  ],
  CapabilityStatement: [
    ...withUrl,
    title,
    string('software', 'CapabilityStatement-software', 'software.name'),
    boundCode('urn:ietf:bcp:13', 'format', 'CapabilityStatement-format', 'format'),
    boundCode('restful-capability-mode', 'mode', 'CapabilityStatement-mode', 'rest.mode'),
    boundCode('resource-types', 'resource', 'CapabilityStatement-resource', 'rest.resource.type'),
  ],
};
