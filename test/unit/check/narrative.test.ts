import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { xhtmlProblem } from '../../../src/fhir/check/primitives/xhtml.js';
import { narrative } from '../../../src/fhir/narrative.js';
import { errorsIn } from './refusals.js';
import { PROPERTY_SEED } from '../../property/assert-property.js';

const OPEN = '<div xmlns="http://www.w3.org/1999/xhtml">';

function deviceWith(div: unknown) {
  return { resourceType: 'Device', text: { status: 'generated', div } };
}

describe('a narrative', () => {
  test.each([
    ['a paragraph', `${OPEN}<p>Acne</p></div>`],
    ['entities of XML', `${OPEN}<p>a &amp; b &lt; c &#233; &#x1F600;</p></div>`],
    [
      'a table',
      `${OPEN}<table><thead><tr><th colspan="2">A</th></tr></thead><tbody><tr><td>b</td></tr></tbody></table></div>`,
    ],
    ['lists and line breaks', `${OPEN}<ul><li>a<br/>b</li></ul><dl><dt>c</dt><dd>d</dd></dl></div>`],
    ['a comment', `${OPEN}<!-- made by a machine --><p>x</p></div>`],
    ['a link', `${OPEN}<a href="https://hl7.org/fhir/R4/">R4</a></div>`],
    ['an image and nothing else', `${OPEN}<img src="#photo" alt="photo"/></div>`],
    ['white space in and between tags', `${OPEN}\n <p  class = 'a' >x</p >\n</div >\n`],
    ['languages', narrative('pt-BR', '<p>Acne</p>').div],
    ['nothing but text', `${OPEN}Acne</div>`],
    [
      'words that would be a script elsewhere',
      `${OPEN}<p title="gene expression (high)">javascript: x</p></div>`,
    ],
    ['a title that begins like a script', `${OPEN}<p title="data: 3 of 4">x</p></div>`],
    ['an image as data', `${OPEN}<img src="data:image/png;base64,AAAA" alt="x"/></div>`],
    ['a blank table cell', `${OPEN}<table><tr><td>a</td><td></td></tr></table></div>`],
  ])('may hold %s', (_sentence, div) => {
    expect(errorsIn(deviceWith(div))).toEqual([]);
  });

  test.each([
    ['a script', `${OPEN}<script>alert(1)</script></div>`],
    ['a script in a link', `${OPEN}<a href="javascript:alert(1)">x</a></div>`],
    ['a script in a link, disguised', `${OPEN}<a href=" JaVaScript:alert(1)">x</a></div>`],
    ['a script in a link, in entities', `${OPEN}<a href="&#106;avascript&#x3A;alert(1)">x</a></div>`],
    ['a script in a link, broken in two', `${OPEN}<a href="java&#10;script:alert(1)">x</a></div>`],
    ['a script in a link, behind a tab', `${OPEN}<a href="\tjava\tscript:alert(1)">x</a></div>`],
    ['a script as an image', `${OPEN}<img src="javascript:alert(1)" alt="x"/></div>`],
    ['a script as a source', `${OPEN}<q cite="vbscript:x">x</q></div>`],
    ['a style with a script as a link', `${OPEN}<p style="background: url( 'javascript:x')">x</p></div>`],
    ['a page as data', `${OPEN}<a href="data:text/html;base64,AAAA">x</a></div>`],
    ['an event handler', `${OPEN}<p onclick="alert(1)">x</p></div>`],
    ['a style with an expression', `${OPEN}<p style="width: expression(alert(1))">x</p></div>`],
    ['a form', `${OPEN}<form action="/"><p>x</p></form></div>`],
    ['a frame', `${OPEN}<iframe src="https://a.example"></iframe></div>`],
    ['an object', `${OPEN}<object data="x">x</object></div>`],
    ['a style sheet', `${OPEN}<style>p {}</style><p>x</p></div>`],
    ['an attribute that HTML does not have', `${OPEN}<p data-id="1">x</p></div>`],
    ['an attribute of another element', `${OPEN}<p href="#x">x</p></div>`],
    ['no namespace', '<div><p>x</p></div>'],
    ['another namespace', '<div xmlns="http://www.w3.org/2000/svg"><p>x</p></div>'],
    ['a namespace that only begins well', '<div xmlns="http://www.w3.org/1999/xhtml2"><p>x</p></div>'],
    ['another namespace inside', `${OPEN}<div xmlns="http://www.w3.org/2000/svg">x</div></div>`],
    ['another root', '<p xmlns="http://www.w3.org/1999/xhtml">x</p>'],
    ['two roots', `${OPEN}x</div>${OPEN}y</div>`],
    ['text behind the root', `${OPEN}x</div>y`],
    ['text before the root', `x${OPEN}x</div>`],
    ['an ampersand', `${OPEN}<p>a & b</p></div>`],
    ['an ampersand in an attribute', `${OPEN}<a href="?a=1&b=2">x</a></div>`],
    ['a character that XML does not have', `${OPEN}<p>a&#0;b</p></div>`],
    ['half of a character', `${OPEN}<p>a\ud83db</p></div>`],
    ['an entity of HTML', `${OPEN}<p>a&nbsp;b</p></div>`],
    ['a tag that is not closed', `${OPEN}<p>x</div>`],
    ['tags that cross', `${OPEN}<p><b>x</p></b></div>`],
    ['a root that is not closed', `${OPEN}<p>x</p>`],
    ['an attribute without quotes', `${OPEN}<p class=a>x</p></div>`],
    ['an attribute twice', `${OPEN}<p class="a" class="b">x</p></div>`],
    ['an attribute without value', `${OPEN}<td nowrap>x</td></div>`],
    ['tags in upper case', `${OPEN}<P>x</P></div>`],
    ['a document type', `<!DOCTYPE html>${OPEN}x</div>`],
    ['a processing instruction', `${OPEN}<?php x ?></div>`],
    ['a CDATA section', `${OPEN}<![CDATA[<p>]]></div>`],
    ['an end of CDATA', `${OPEN}]]></div>`],
    ['a comment that is not closed', `${OPEN}<!-- x </div>`],
    ['two hyphens in a comment', `${OPEN}<!-- a -- b -->x</div>`],
    ['control characters', `${OPEN}<p>a\u0007b</p></div>`],
    ['no words', `${OPEN} <p> </p></div>`],
    ['nothing', `${OPEN}</div>`],
    ['an empty text', ''],
    ['a number', 5],
    ['text that is no XHTML', 'Acne'],
  ])('does not hold %s', (_sentence, div) => {
    expect(errorsIn(deviceWith(div)).map(({ expression }) => expression)).toEqual(['Device.text.div']);
  });

  test.each([
    ['<p xmlns="http://www.w3.org/1999/xhtml">x</p>', /is a div/],
    ['<div><p>x</p></div>', /namespace/],
    [`${OPEN}<script>x</script></div>`, /element that is not allowed/],
    [`${OPEN}<p onclick="x">x</p></div>`, /attribute that is not allowed/],
    [`${OPEN}<a href="javascript:x">x</a></div>`, /script/],
    [`<!-- x -->${OPEN}x</div>`, /well-formed/],
    [`${OPEN}</div>`, /says nothing/],
  ])('%s is told apart from other faults', (div, words) => {
    expect(errorsIn(deviceWith(div)).map(({ diagnostics }) => diagnostics)).toEqual([
      expect.stringMatching(words),
    ]);
  });

  test.each([
    ['a token', 'https://a.example/?x=1&amp;token=2'],
    ['a token behind an entity by number', 'https://a.example/&#63;token=2'],
    ['a token behind an entity by hexadecimal number', 'https://a.example/&#x3f;token=2'],
  ])('does not hold a link with %s, in text or in an attribute', (_, link) => {
    for (const xhtml of [`<p>${link}</p>`, `<a href="${link}">x</a>`]) {
      expect(errorsIn(deviceWith(`${OPEN}${xhtml}</div>`)).map(({ diagnostics }) => diagnostics)).toEqual([
        'A link carries credentials.',
      ]);
    }
  });

  test('may hold a link that ends where markup or a quote begins', () => {
    const xhtml =
      '<p>https://a.example&quot;?token=1 https://b.example&lt;me@c&gt;</p><a href="https://d.example">;sig=1</a>';
    expect(errorsIn(deviceWith(`${OPEN}${xhtml}</div>`))).toEqual([]);
  });

  test('is read however deep and long it is', () => {
    const deep = `${OPEN}${'<b>'.repeat(50_000)}x${'</b>'.repeat(50_000)}</div>`;
    expect(xhtmlProblem(deep)).toMatch(/deep/);
    const long = `${OPEN}<p>${'a'.repeat(2_000_000)}</p></div>`;
    expect(xhtmlProblem(long)).toBeNull();
    expect(xhtmlProblem(`${OPEN}<p ${'class="a" '.repeat(50_000)}>x</p></div>`)).not.toBeNull();
    expect(xhtmlProblem(`${OPEN}<p${' '.repeat(200_000)}`)).not.toBeNull();
  });

  test('that is accepted is XML for others, too', () => {
    const piece = fc.constantFrom(
      '<p>',
      '</p>',
      '<b>',
      '</b>',
      '<br/>',
      '<br />',
      '<table><tr><td>',
      '</td></tr></table>',
      'x',
      ' ',
      '&',
      '&amp;',
      '&#0;',
      '&#xD800;',
      '&#x110000;',
      '&#9;',
      '&lt;',
      '<',
      '>',
      ']]>',
      '<!--',
      '-->',
      '--',
      '"',
      "'",
      '<p class="a">',
      "<p title='b'>",
      '<p title="<">',
      '<a href="&">',
      '\u0001',
      'é',
      '\ud83d',
      '<?x?>',
      '<![CDATA[',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const xhtml = `${OPEN}${pieces.join('')}</div>`;
        if (errorsIn(deviceWith(xhtml)).length === 0)
          expect(() => {
            parse(xhtml);
          }).not.toThrow();
      }),
      { seed: PROPERTY_SEED, numRuns: 5000 },
    );
  });
});

function parse(xml: string): void {
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', (error) => {
    throw error;
  });
  parser.write(xml).close();
}
