import { describe, expect, test } from "vitest";
import { type EdgeListOptions, readEdgeList } from "../../../sdk/importers/index.ts";
import { contentsOf } from "./contents.ts";
import { refusal } from "./outcome.ts";

const read = (text: string, options?: EdgeListOptions) => contentsOf(readEdgeList(text, options));
const refused = (text: string, options?: EdgeListOptions) => refusal(() => readEdgeList(text, options));

describe("lines", () => {
  const path = {
    nodes: 3,
    directed: false,
    edges: [
      [0, 1],
      [1, 2],
    ],
    weights: undefined,
    labels: ["a", "b", "c"],
  };

  test.each([
    ["blanks", "a b\nb c\n"],
    ["runs of blanks and tabs", "  a \t b\n\tb   c  \n"],
    ["tabs", "a\tb\nb\tc"],
    ["commas", "a,b\nb,c\n"],
    ["commas with blanks around", "a , b\n b ,c\n"],
    ["semicolons", "a;b\nb;c"],
    ["CR LF", "a,b\r\nb,c\r\n"],
    ["CR", "a b\rb c\r"],
    ["comments and blank lines", "# a list, of edges\n\n% another; one\na b\n   \n  # one more\nb c\n"],
    ["a byte order mark", "\ufeffa b\nb c"],
    ["quotes that are not needed", '"a" "b"\n"b" "c"'],
    ["a header", "source,target\na,b\nb,c"],
    ["a header in another form", "From Node ID\tTo Node ID\na\tb\nb\tc"],
  ])("are read with %s", (_, text) => {
    expect(read(text)).toEqual(path);
  });

  test("may be bytes, in UTF-8 or with a mark in UTF-16", () => {
    const text = "ä ö\nö ü\n";
    expect(readEdgeList(new TextEncoder().encode(text)).labels).toEqual(["ä", "ö", "ü"]);
    expect(readEdgeList(new TextEncoder().encode(text).buffer).labels).toEqual(["ä", "ö", "ü"]);
    const wide = new Uint8Array(Buffer.from(`\ufeff${text}`, "utf16le"));
    expect(readEdgeList(wide).labels).toEqual(["ä", "ö", "ü"]);
    expect(readEdgeList(wide.map((_, at) => wide[at ^ 1] ?? 0)).labels).toEqual(["ä", "ö", "ü"]);
    expect(refusal(() => readEdgeList(Uint8Array.of(0x61, 0x20, 0xff)))).toEqual({
      code: "invalid-file",
      message: "text: expected UTF-8 text, got other bytes",
    });
  });

  test("keep loops, parallel edges and lone vertices", () => {
    expect(read("a a\na b\nb a\na b\nc\n")).toMatchObject({
      nodes: 3,
      edges: [
        [0, 0],
        [0, 1],
        [1, 0],
        [0, 1],
      ],
    });
  });

  test("hold direction only when asked", () => {
    expect(read("a b", { directed: true }).directed).toBe(true);
    expect(read("a", { directed: true })).toMatchObject({ nodes: 1, directed: true, edges: [] });
  });

  test("pass rates on untouched", () => {
    const network = readEdgeList("a b", { dropSites: 0.1, keepBonds: 0.7 });
    expect(network).toMatchObject({ dropSites: 0.1, keepBonds: 0.7 });
  });

  test("number vertices in the order of first appearance, whatever the ids are", () => {
    expect(read("7 3\n3 0x1\n007 7\n")).toMatchObject({ labels: ["7", "3", "0x1", "007"] });
    expect(read("__proto__ constructor\nconstructor toString").labels).toEqual([
      "__proto__",
      "constructor",
      "toString",
    ]);
  });
});

describe("quoted fields", () => {
  test("hold separators, quotes, line ends and comment signs", () => {
    const text = 'source,target,weight\r\n"New York, NY","the ""Big"" one",2\r\n"two\r\nlines",#x,3\r\n"#y",z,4\r\n';
    expect(read(text)).toMatchObject({
      labels: ["New York, NY", 'the "Big" one', "two\r\nlines", "#x", "#y", "z"],
      weights: [2, 3, 4],
    });
  });

  test("count their lines", () => {
    expect(refused('a,b\n"x\n\r\n\ry",c\nd,\n').message).toBe('line 6: expected two ids, got "d"');
  });

  test("stand between blanks too", () => {
    expect(read('"New York" Boston 3\nBoston "New York"\t4\n').labels).toEqual(["New York", "Boston"]);
  });

  test.each([
    ['a,b\nc,"d\n', 'line 2: expected a closing quote, got "d\\n"'],
    ['a,b\nc,"d"e\n', 'line 2: expected commas or a line end after quotes, got "e\\n"'],
    ['"a""b', 'line 1: expected a closing quote, got "a\\"\\"b"'],
    ['a b\n"c"d e', 'line 2: expected blanks or a line end after quotes, got "d e"'],
  ])("have to end: %j", (text, message) => {
    expect(refused(text)).toEqual({ code: "invalid-file", message });
  });

  test("are plain characters within a field", () => {
    expect(read('5"x,7"\n7",9', { separator: "," }).labels).toEqual(['5"x', '7"', "9"]);
  });
});

describe("columns", () => {
  const table = "id,from,to,weight,km\n1,a,b,2.5,10\n2,b,c,,20\n3,c,a,1e-3,30\n";

  test("are found by known names", () => {
    expect(read(table)).toMatchObject({
      edges: [
        [0, 1],
        [1, 2],
        [2, 0],
      ],
      weights: [2.5, 1, 0.001],
    });
    expect(read("target,source\nb,a\n").labels).toEqual(["a", "b"]);
    expect(read("origin,destination,count\na,b,1\n")).toMatchObject({ labels: ["a", "b"], weights: undefined });
  });

  test("may be named", () => {
    expect(read(table, { weight: "km" }).weights).toEqual([10, 20, 30]);
    expect(read(table, { source: "to", target: "from" }).labels).toEqual(["b", "a", "c"]);
    expect(read("x,y\na,b", { source: "x", target: "y" }).labels).toEqual(["a", "b"]);
  });

  test("may be numbered", () => {
    expect(read("1,a,b\n2,b,c", { source: 1, target: 2, weight: 0 })).toMatchObject({ nodes: 3, weights: [1, 2] });
    expect(read("1,a,b\n2,b,c", { source: 1, target: 2 }).weights).toBeUndefined();
  });

  test("of weights are the third without a header, and 1 where empty", () => {
    expect(read("a b 2\nb c\nc d {}\nd e -1.5e2\n").weights).toEqual([2, 1, 1, -150]);
    expect(read("a b x\n", { weight: false })).toMatchObject({ edges: [[0, 1]], weights: undefined });
    expect(read("a b 3 x y\n").weights).toEqual([3]);
  });

  test("of a header may be denied or claimed", () => {
    expect(read("from,to\na,b", { header: false }).labels).toEqual(["from", "to", "a", "b"]);
    expect(read("x,y\na,b", { header: true }).labels).toEqual(["a", "b"]);
  });

  test.each([
    [{ weight: "miles" }, 'options.weight: expected the name of a column in the header, got "miles"'],
    [{ source: "x", header: false }, 'options.source: expected the name of a column in the header, got "x"'],
    [{ source: -1 }, "options.source: expected the name of a column or its number from 0, got -1"],
    [{ target: 0.5 }, "options.target: expected the name of a column or its number from 0, got 0.5"],
    [{ header: 1 }, "options.header: expected true or false, got 1"],
    [{ separator: "|" }, 'options.separator: expected one of ",", ";", "\\t", " ", got "|"'],
    [{ labels: "no" }, 'options.labels: expected true or false, got "no"'],
    [{ directed: 1 }, "options.directed: expected true or false, got 1"],
    [{ colour: 1 }, /^options\.colour: expected only dropSites, .*, got "colour"$/],
    [{ dropBonds: 2 }, "network.dropBonds: expected a number in 0..1, got 2"],
    [null, "options: expected an object, got null"],
  ])("and other options are checked: %j", (options, message) => {
    const error = refused(table, options as EdgeListOptions);
    expect(error.code).toBe("invalid-input");
    expect(error.message).toMatch(message);
  });
});

describe("node numbers", () => {
  test("are the ids when labels are off", () => {
    const text = "0 2\n2 5 0.5\n7\n";
    expect(read(text, { labels: false })).toEqual({
      nodes: 8,
      directed: false,
      edges: [
        [0, 2],
        [2, 5],
      ],
      weights: [1, 0.5],
      labels: undefined,
    });
    expect(read(text).labels).toEqual(["0", "2", "5", "7"]);
  });

  test.each([
    ["1 a", 'line 1: expected a node number in 0..2147483646, got "a"'],
    ["1 2\n-1 2", 'line 2: expected a node number in 0..2147483646, got "-1"'],
    ["1 2147483647", 'line 1: expected a node number in 0..2147483646, got "2147483647"'],
    ["1.5 2", 'line 1: expected a node number in 0..2147483646, got "1.5"'],
  ])("are refused otherwise: %j", (text, message) => {
    expect(refused(text, { labels: false })).toEqual({ code: "invalid-file", message });
  });
});

describe("broken lines", () => {
  test.each([
    ["a,b\n\n#\na,\n", 'line 4: expected two ids, got "a"'],
    ["a,b\n,b,1\n", 'line 2: expected two ids, got "b"'],
    ["a,b\n,,1\n", "line 2: expected two ids, got none"],
    ["id,source,target\n1,a\n", 'line 2: expected two ids, got "a"'],
    ["a b 1\nb c x\n", 'line 2: expected a finite number as weight, got "x"'],
    ["a b {'weight': 3}\n", "line 1: expected a finite number as weight, got \"{'weight':\""],
    ["a b NaN", 'line 1: expected a finite number as weight, got "NaN"'],
    ["a b Infinity", 'line 1: expected a finite number as weight, got "Infinity"'],
    ["a b 1e999", 'line 1: expected a finite number as weight, got "1e999"'],
    ["a b 0x10", 'line 1: expected a finite number as weight, got "0x10"'],
    ['a b\n""\n', 'line 2: expected an id, got ""'],
    ["", "text: expected at least one vertex, got none"],
    ["# nothing\n\n", "text: expected at least one vertex, got none"],
    ["source,target\n", "text: expected at least one vertex, got none"],
  ])("name line, expectation and text: %j", (text, message) => {
    expect(refused(text)).toEqual({ code: "invalid-file", message });
  });

  test.each([
    ["a,b\nNew York\n", 'line 2: expected ids separated by commas, or in quotes, got "New York"'],
    ["a b\nc,d\n", 'line 2: expected ids separated by blanks, or in quotes, got "c,d"'],
    ["a\tb\n1 2\n", 'line 2: expected ids separated by tabs, or in quotes, got "1 2"'],
    ["1 2\t3\n", 'line 1: expected ids separated by tabs, or in quotes, got "1 2"'],
    ["1 2 0,5\n", 'line 1: expected ids separated by commas, or in quotes, got "1 2 0"'],
  ])("of several separators are no guess: %j", (text, message) => {
    expect(refused(text)).toEqual({ code: "invalid-file", message });
  });

  test("with several separators are read when one is given", () => {
    expect(read("a,b\nNew York\n", { separator: "," }).labels).toEqual(["a", "b", "New York"]);
    expect(read("1 2\t3\n", { separator: " " })).toMatchObject({ labels: ["1", "2"], weights: [3] });
    expect(read("1 2\t3 4\n", { separator: "\t" }).labels).toEqual(["1 2", "3 4"]);
  });
});
