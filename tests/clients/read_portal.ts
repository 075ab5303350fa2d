// Reads everything of a portal with the types that openapi-typescript has made of openapi.json:
// `node out/read_portal.js http://localhost:8000` says what it has found.

import type { components, paths } from "./portal.js";

type Schemas = components["schemas"];
type Answer<Path extends keyof paths> =
  paths[Path] extends { get: { responses: { 200: { content: { "application/json": infer Body } } } } } ? Body : never;

// What is used of Node, so that its types need not be installed.
declare const process: { argv: string[] };

const root = process.argv[2] ?? "";

async function get<Path extends keyof paths>(path: Path, query: string): Promise<Answer<Path>> {
  const response = await fetch(`${root}/api/v2${path}?${query}`);
  if (!response.ok) {
    const error = (await response.json()) as Schemas["Error"];
    throw new Error(error.message);
  }
  return (await response.json()) as Answer<Path>;
}

function isAnnouncement(item: Schemas["PublicObject"]): item is Schemas["Announcement"] {
  return item.meta.type === "announcements.AnnouncementPage";
}

// A block of which the description says nothing yet would not compile here.
function wordsOf(block: Schemas["BodyBlock"]): string {
  switch (block.type) {
    case "heading":
    case "quote":
    case "document":
      return block.value.text;
    case "paragraph":
      return block.value;
    case "image":
      return block.value.caption;
    case "table":
      return block.value.caption;
    case "embed":
      return block.value.title;
    default: {
      const unknown: never = block;
      return unknown;
    }
  }
}

const found = { announcements: 0, words: 0, deletes: 0, types: new Set<string>() };
let since = "";
for (;;) {
  const page = await get("/changes/", `include=object&limit=100&since=${since}`);
  for (const item of page.items) {
    found.types.add(item.type);
    if (item.action === "delete") {
      found.deletes += 1;
    } else if (item.object && isAnnouncement(item.object)) {
      found.announcements += 1;
      found.words += item.object.body.map(wordsOf).join("").length;
    }
  }
  since = page.meta.next;
  if (!page.meta.more) {
    break;
  }
}
const site = await get("/site/", "");
const documents = await get("/documents/", "fields=*&limit=1");
const first = documents.items[0];
console.log(
  JSON.stringify({
    ...found,
    types: [...found.types].sort(),
    portal: site.portal,
    document: first && "sha256" in first ? (first.sha256 ?? "") : "",
  }),
);
