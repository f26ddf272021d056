/*
 * What the walk cannot see, by the definition of the parameter: whoever makes it to be seen takes it from these lists.
 */

/** Parameters that nothing can be found by: neither reports nor what is published have such an element. */
export const NEVER_THERE = [
  'Media-created',
  'NamingSystem-type',
  'OperationDefinition-base',
  'Resource-profile',
  'Resource-source',
  'conformance-identifier',
];
/**
 * There is the element, but the identifier or tag has no words, the reference needs no identifier, and what was made just now has
 * nothing near it that is not the same.
 */
export const NEVER_FOUND = [
  'Device-identifier :text',
  'DiagnosticReport-media :identifier',
  'DiagnosticReport-result :identifier',
  'Media-device :identifier',
  'Media-identifier :text',
  'Observation-derived-from :identifier',
  'Observation-device :identifier',
  'Provenance-agent :identifier',
  'Provenance-target :identifier',
  'QuestionnaireResponse-identifier :text',
  'Resource-tag :text',
  'Task-authored-on ap',
  'clinical-identifier :text',
];
/** All that are published have the same boolean, so that it finds what `:missing` finds; Tasks were made just now. */
export const NEVER_TOLD = ['OperationDefinition-system :missing', 'Task-authored-on ap'];
