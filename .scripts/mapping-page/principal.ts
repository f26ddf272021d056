/** Names of elements that only repeat for people what others say. */
const NARRATIVE = /\.text\.div$/;

/** Names of elements that follow from ids: ids themselves, and what refers to them. */
const IDENTITY =
  /(?:\.id|\.identifier:resource\.value|QuestionnaireResponse\.identifier\.value|\.meta\.tag:resource\.code|\.reference|\.result|\.target|\.media|\.derivedFrom|\.entity)$/;

/** Whether an element says something of its own. */
export function isPrincipal(name: string): boolean {
  return !NARRATIVE.test(name) && !IDENTITY.test(name);
}

/** Whether an element is the id of its resource, not a reference to another one. */
export function isId(name: string): boolean {
  return /^\w+\.id$/.test(name);
}
