/*
 * What a narrative may be made of: HTML 4.0 chapters 7-11 (without section 4 of chapter 9) and 15, links, images, style
 * attributes (https://hl7.org/fhir/R4/narrative.html, invariant txt-1). No scripts, forms, frames, objects or handlers.
 */

const ELEMENTS = words(`
  a abbr acronym address area b bdo big blockquote br caption cite code col colgroup dd dfn div dl dt em h1 h2 h3 h4 h5
  h6 hr i img kbd li map ol p pre q samp small span strong sub sup table tbody td tfoot th thead tr tt ul var`);

const ANYWHERE = words('accesskey class dir id lang style tabindex title xml:lang');

const TABLE_CELL =
  'abbr align axis bgcolor char charoff colspan headers height nowrap rowspan scope valign width';

const OWN: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['a', words('charset coords href hreflang name rel rev shape target type')],
  ['area', words('alt coords href nohref shape')],
  ['blockquote', words('cite')],
  ['br', words('clear')],
  ['caption', words('align')],
  ['col', words('align char charoff span valign width')],
  ['colgroup', words('align char charoff span valign width')],
  ['div', words('align xmlns')],
  ['hr', words('align noshade size width')],
  ['img', words('align alt border height hspace ismap longdesc name src usemap vspace width')],
  ['li', words('type value')],
  ['map', words('name')],
  ['ol', words('compact start type')],
  ['p', words('align')],
  ['pre', words('width xml:space')],
  ['q', words('cite')],
  ['table', words('align bgcolor border cellpadding cellspacing frame rules summary width')],
  ['tbody', words('align char charoff valign')],
  ['td', words(TABLE_CELL)],
  ['tfoot', words('align char charoff valign')],
  ['th', words(TABLE_CELL)],
  ['thead', words('align char charoff valign')],
  ['tr', words('align bgcolor char charoff valign')],
  ['ul', words('compact type')],
]);

function words(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}

/** Whether a narrative may hold an element of this name. */
export function isNarrativeElement(name: string): boolean {
  return ELEMENTS.has(name);
}

/** Whether an element of a narrative may have an attribute of this name. */
export function isNarrativeAttribute(element: string, name: string): boolean {
  return ANYWHERE.has(name) || (OWN.get(element)?.has(name) ?? false);
}
