// XML to small trees, strictly: no document types and so no entities but the five of XML itself, nothing fetched, nesting and
// sizes bounded. A large file comes as the children of its root, one tree each, so that it is never held whole.
import { SaxesParser } from 'saxes';
import { pieceDecoder, textOfHead, type PieceDecoder } from '../../dataset/textPieces.ts';
import { fail } from '../../result.ts';

export interface XmlElement {
  /** Without a namespace's prefix. */
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  /** Its own text, without that of its children. */
  readonly text: string;
  /** Where it begins, from 1. */
  readonly line: number;
}

const mostDepth = 50;
/** Elements in one tree. */
const mostElements = 400_000;
/** Characters between two tags, and in one tree. */
const mostCharacters = 32 * 1024 * 1024;
/** Of one tag; CVAT's have two dozen. */
const mostAttributes = 1000;
/** "&amp;" and the like in one tree: each takes as long as a tag. */
const mostReferences = 500_000;
/** So much of a text goes to the parser at once that a limit is noticed soon after it is passed. */
const fedAtOnce = 64 * 1024;

/** A tree that still grows. */
interface Growing {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: XmlElement[];
  text: string;
  readonly line: number;
}

/** The whole file as one tree. Throws FailureError with line and column: unreadable, unsupported (a document type), too-large. */
export function readXml(bytes: Uint8Array): XmlElement {
  const reader = xmlReader(0);
  const [root] = [...reader.write(bytes), ...reader.end()];
  return root ?? fail('unreadable', 'The file has no XML element.');
}

export interface XmlReader {
  /** The root's name, once it was met. */
  readonly root: string | undefined;
  /** The trees that ended in this piece. */
  write(bytes: Uint8Array): readonly XmlElement[];
  end(): readonly XmlElement[];
}

/** `level`: 0 gives the root as one tree, 1 its children one by one. Errors as readXml. */
export function xmlReader(level: 0 | 1): XmlReader {
  const trees = treeBuilder(level);
  let decoder: PieceDecoder | undefined;
  let began = false;
  const feed = (text: string): readonly XmlElement[] => {
    // Blank lines before the declaration are no XML, and harmless.
    const fed = began ? text : text.replace(/^[\s\ufeff]+/, '');
    began ||= fed !== '';
    return fed === '' ? [] : trees.write(fed);
  };
  return {
    get root() {
      return trees.root;
    },
    write(bytes) {
      decoder ??= pieceDecoder(bytes, declaredEncoding(bytes));
      return feed(decoder.decode(bytes));
    },
    end() {
      const last = decoder === undefined ? [] : feed(decoder.end());
      if (!began) fail('unreadable', 'The file is empty.');
      return [...last, ...trees.end()];
    },
  };
}

/** What the declaration says. UTF-16 is known by its byte order mark alone: a file that could be read this far is not it. */
function declaredEncoding(bytes: Uint8Array): string {
  const declaration = /^[\s\ufeff]*<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z0-9._-]+)["']/.exec(
    textOfHead(bytes.subarray(0, 300)),
  );
  const label = declaration?.[1] ?? 'utf-8';
  return /^(?:utf-?16|ucs|iso-10646)/i.test(label) ? 'utf-8' : label;
}

/** Most elements of most files have no attributes. */
const none: ReadonlyMap<string, string> = new Map();

interface TreeBuilder {
  readonly root: string | undefined;
  write(text: string): readonly XmlElement[];
  end(): readonly XmlElement[];
}

function treeBuilder(level: 0 | 1): TreeBuilder {
  const parser = new SaxesParser({ position: true });
  let root: string | undefined;
  let depth = 0;
  let elements = 0;
  let characters = 0;
  let sinceTag = 0;
  let attributes = 0;
  let references = 0;
  let open: Growing[] = [];
  let ready: XmlElement[] = [];
  const place = (): string => `line ${parser.line}, column ${parser.column}`;
  parser.on('error', (error) => {
    const what = error.message.replace(/^\d+:\d+: /, '').replace(/\.$/, '');
    fail('unreadable', `The file is not XML: ${place()}: ${what}.`);
  });
  parser.on('doctype', () => {
    fail(
      'unsupported',
      `${place()}: the file has a document type (<!DOCTYPE …>), which may define entities; label files have none.`,
    );
  });
  parser.on('attribute', () => {
    attributes += 1;
    if (attributes > mostAttributes)
      fail('too-large', `${place()}: one tag has more than ${mostAttributes} attributes; no label file has.`);
  });
  parser.on('opentag', (tag) => {
    attributes = 0;
    const name = localName(tag.name);
    root ??= name;
    depth += 1;
    sinceTag = 0;
    if (depth > mostDepth)
      fail('unreadable', `${place()}: elements are nested more than ${mostDepth} deep; no label file is.`);
    if (depth <= level) return;
    elements += 1;
    if (elements > mostElements) fail('too-large', `${place()}: one element has more than ${mostElements} in it.`);
    const own = Object.entries(tag.attributes).map(([key, value]) => [localName(key), value] as const);
    open.push({ name, attributes: own.length === 0 ? none : new Map(own), children: [], text: '', line: parser.line });
  });
  const onText = (piece: string): void => {
    sinceTag = 0;
    const element = open.at(-1);
    if (element === undefined) return;
    characters += piece.length;
    if (characters > mostCharacters)
      fail('too-large', `${place()}: one element has more than ${mostCharacters} characters.`);
    element.text += piece;
  };
  parser.on('text', onText);
  parser.on('cdata', onText);
  parser.on('closetag', () => {
    depth -= 1;
    sinceTag = 0;
    const element = open.pop();
    if (element === undefined) return;
    const parent = open.at(-1);
    if (parent !== undefined) return void parent.children.push(element);
    ready.push(element);
    elements = 0;
    characters = 0;
    references = 0;
  });
  const taken = (): readonly XmlElement[] => {
    const trees = ready;
    ready = [];
    return trees;
  };
  return {
    get root() {
      return root;
    },
    write(text) {
      for (let from = 0; from < text.length; from += fedAtOnce) {
        const piece = text.slice(from, from + fedAtOnce);
        sinceTag += piece.length;
        // Between two tags the parser holds the text, however long.
        if (sinceTag > 2 * mostCharacters)
          fail('too-large', `${place()}: there are more than ${mostCharacters} characters without a tag.`);
        references += countOf(piece, '&');
        if (references > mostReferences)
          fail('too-large', `${place()}: one element has more than ${mostReferences} "&" in it; no label file has.`);
        parser.write(piece);
      }
      return taken();
    },
    end() {
      parser.close();
      open = [];
      return taken();
    },
  };
}

function countOf(text: string, character: string): number {
  let count = 0;
  for (let found = text.indexOf(character); found >= 0; found = text.indexOf(character, found + 1)) count += 1;
  return count;
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

/** The first child of this name. */
export function child(element: XmlElement, name: string): XmlElement | undefined {
  return element.children.find((each) => each.name === name);
}

/** The text of the first child of this name, without spaces around it; undefined where there is no such child. */
export function childText(element: XmlElement, name: string): string | undefined {
  return child(element, name)?.text.trim();
}
