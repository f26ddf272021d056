import { unescapedXml } from './unescaped-xml.js';

/** Attributes that hold a link, which somebody or something follows. */
const LINKS: ReadonlySet<string> = new Set(['cite', 'href', 'longdesc', 'src']);

const SCRIPT_LINK = /^(?:javascript|vbscript):|^data:(?!image\/)/i;
const SCRIPT_STYLE = /expression\(|url\(['"]?(?:javascript|vbscript):/i;

/** Browsers skip these in and before the name of a scheme (https://url.spec.whatwg.org/#concept-basic-url-parser). */
const SKIPPED = /[\0- ]+/g;

/**
 * Whether an attribute of XHTML makes a browser run something: only links and styles can. Elsewhere the same words are words.
 *
 * @param value between its quotes, with entities.
 */
export function holdsScript(attribute: string, value: string): boolean {
  if (attribute !== 'style' && !LINKS.has(attribute)) return false;
  const script = attribute === 'style' ? SCRIPT_STYLE : SCRIPT_LINK;
  return script.test(unescapedXml(value).replace(SKIPPED, ''));
}
