// The first `get` of a process by Cloudflare's official TypeScript client.
import Cloudflare from 'cloudflare';

const [baseURL, accountId, pcapId] = process.argv.slice(2);
const client = new Cloudflare({ apiToken: 'example-token', baseURL });
await client.magicTransit.pcaps.get(pcapId, { account_id: accountId });
