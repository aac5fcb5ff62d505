// A download to a file by Cloudflare's official TypeScript client.
import Cloudflare from 'cloudflare';
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

const [baseURL, accountId, pcapId, file] = process.argv.slice(2);
const client = new Cloudflare({ apiToken: 'example-token', baseURL });
const response = await client.magicTransit.pcaps.download.get(pcapId, { account_id: accountId });
await pipeline(Readable.fromWeb(response.body), createWriteStream(file));
