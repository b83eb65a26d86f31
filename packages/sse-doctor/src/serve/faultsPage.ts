import type { Fault } from './Fault.js';

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);

/** A page that opens any of the streams as an EventSource, and shows what the browser makes of it. */
export function faultsPage(faults: readonly Fault[]): string {
  const rows = [{ name: 'healthy', says: 'Nothing is wrong with it.' }, ...faults].map(
    ({ name, says }) =>
      `<tr><td><button>${escaped(name)}</button><td>${escaped(says)}<td><output></output>`,
  );
  return `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Event streams, each with one fault</title>
<link rel="icon" href="data:,">
<style>
  body { font: 16px/1.4 system-ui, sans-serif; max-width: 70rem; margin: 2rem auto; padding: 0 1rem }
  table { border-collapse: collapse; width: 100% }
  td { border-top: 1px solid #ccc; padding: .3rem .5rem; vertical-align: top }
  output { font-family: monospace }
</style>
<h1>Event streams, each with one fault</h1>
<p>A button opens the stream as an EventSource from another origin
(<label><input type="checkbox" id="credentials"> with credentials</label>), or closes it again.
Five at a time: a browser has six connections to a host.</p>
<table>${rows.join('\n')}</table>
<script>
  const other = new URL('/', location.href);
  other.hostname = other.hostname === 'localhost' ? '127.0.0.1' : 'localhost';
  const states = ['connecting', 'open', 'closed'];
  for (const button of document.querySelectorAll('button')) {
    const output = button.closest('tr').querySelector('output');
    let source;
    button.onclick = () => {
      if (source) {
        source.close();
        source = undefined;
        output.textContent = '';
        return;
      }
      let events = 0;
      let errors = 0;
      const withCredentials = document.getElementById('credentials').checked;
      source = new EventSource(new URL(button.textContent, other), { withCredentials });
      const show = () => {
        if (source) output.textContent = states[source.readyState] + ', ' + events + ' events, ' + errors + ' errors';
      };
      source.onopen = show;
      source.onerror = () => { errors++; show(); };
      source.onmessage = () => { events++; show(); };
      show();
    };
  }
</script>
</html>`;
}
