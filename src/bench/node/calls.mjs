// Warm calls a second by Cloudflare's official TypeScript client, one after the other.
import Cloudflare from 'cloudflare';

const [baseURL, accountId, pcapId, what, seconds] = process.argv.slice(2);
const client = new Cloudflare({ apiToken: 'example-token', baseURL });
const call =
  what === 'list'
    ? () => client.magicTransit.pcaps.list({ account_id: accountId })
    : () => client.magicTransit.pcaps.get(pcapId, { account_id: accountId });

async function callsFor(millis) {
  const end = performance.now() + millis;
  let calls = 0;
  for (; performance.now() < end; calls++) {
    await call();
  }
  return calls;
}

await callsFor(3000);
console.log(Math.round((await callsFor(seconds * 1000)) / seconds));
