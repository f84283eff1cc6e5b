/** What the skeleton of a page refers to. */
export interface PageParts {
  /** Fresh for every page: only the script that carries it runs. */
  readonly nonce: string;
  /** The source the editor serves our files from, for the content security policy. */
  readonly cspSource: string;
  readonly script: string;
  readonly style: string;
  /** Language tag of the words on the page. */
  readonly language: string;
}

/** The explanation page before anything is shown on it: nothing may load but our one script and our one style. */
export function pageHtml(parts: PageParts): string {
  const policy = `default-src 'none'; style-src ${parts.cspSource}; script-src 'nonce-${parts.nonce}'`;
  return `<!DOCTYPE html>
<html lang="${attribute(parts.language)}">
  <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="${attribute(policy)}">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <link rel="stylesheet" href="${attribute(parts.style)}">
  </head>
  <body data-phase="waiting">
    <header>
      <h1 id="title" dir="auto"></h1>
      <p id="subject" dir="auto"></p>
      <p id="note"></p>
    </header>
    <main id="answer" aria-live="polite" aria-busy="true" dir="auto"></main>
    <footer>
      <div class="progress" aria-hidden="true"></div>
      <p id="sentence" role="status"></p>
      <div id="buttons"></div>
    </footer>
    <script nonce="${attribute(parts.nonce)}" src="${attribute(parts.script)}"></script>
  </body>
</html>`;
}

function attribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
