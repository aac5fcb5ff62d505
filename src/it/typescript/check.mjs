// Does Cloudflare's own TypeScript client work against FakeCloudflare?
//
//   mvn -q -DskipTests package && src/it/typescript/run
//
// Starts the fake from the jar in JAR, which that script sets, and makes the nine calls.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import Cloudflare from 'cloudflare';

const BUCKET = 's3://captures/edge?region=us-east-1';

async function startFake(directory) {
  const fake = spawn(
    process.env.JAVA ?? 'java',
    ['-jar', process.env.JAR, '--bucket', directory],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const env = {};
  for await (const line of createInterface({ input: fake.stdout })) {
    const [name, value] = line.split(/=(.*)/s);
    env[name] = value;
    if (Object.keys(env).length === 3) break;
  }
  assert.deepEqual(Object.keys(env), [
    'CLOUDFLARE_BASE_URL',
    'CLOUDFLARE_ACCOUNT_ID',
    'CLOUDFLARE_API_TOKEN',
  ]);
  return { fake, env };
}

async function collect(page) {
  const all = [];
  for await (const entry of page) all.push(entry);
  return all;
}

async function simpleCapture(pcaps, account_id) {
  const created = await pcaps.create({
    account_id,
    type: 'simple',
    system: 'magic-transit',
    packet_limit: 100,
    time_limit: 60,
    filter_v1: { destination_port: 80, protocol: 6 },
  });
  assert.equal(created.status, 'pending');
  assert.deepEqual(created.filter_v1, { destination_port: 80, protocol: 6 });
  await assert.rejects(pcaps.download.get(created.id, { account_id }), { status: 400 });

  // On a slow machine it may be further by now, or not yet there.
  assert.match((await pcaps.get(created.id, { account_id })).status, /^(pending|running|success)$/);
  assert.equal((await pcaps.get(created.id, { account_id })).status, 'success');

  const download = await pcaps.download.get(created.id, { account_id });
  const file = Buffer.from(await download.arrayBuffer());
  assert.equal(file.readUInt32LE(0), 0xa1b2c3d4);
  assert.equal(file.length, Number(download.headers.get('content-length')));
  return created.id;
}

async function ownBucket(ownership, account_id, directory) {
  const added = await ownership.create({ account_id, destination_conf: BUCKET });
  assert.equal(added.status, 'pending');
  assert.match(added.filename, /^ownership-challenge-.*\.txt$/);
  const ownership_challenge = await readFile(join(directory, 'captures/edge', added.filename), 'utf8');
  await ownership.validate({ account_id, destination_conf: BUCKET, ownership_challenge });
  const statuses = [];
  for (let poll = 0; poll < 2; poll++) {
    statuses.push((await collect(ownership.get({ account_id })))[0].status);
  }
  assert.deepEqual(statuses, ['pending', 'success']);
  return added.id;
}

async function fullCapture(pcaps, account_id) {
  const request = {
    account_id,
    type: 'full',
    system: 'magic-transit',
    colo_name: 'ORD',
    destination_conf: BUCKET,
    time_limit: 300,
    packet_limit: 1000,
    byte_limit: 1_000_000,
  };
  const created = await pcaps.create(request);
  assert.match((await pcaps.get(created.id, { account_id })).status, /^(pending|running)$/);
  await assert.rejects(pcaps.create(request, { maxRetries: 0 }), { status: 409 });
  await pcaps.stop(created.id, { account_id, body: {} });
  assert.equal((await pcaps.get(created.id, { account_id })).status, 'conversion_running');
  assert.equal((await pcaps.get(created.id, { account_id })).status, 'success');
  return created.id;
}

async function errors(client, env, account_id) {
  const unknown = '0'.repeat(32);
  const { pcaps } = client.magicTransit;
  await assert.rejects(pcaps.get(unknown, { account_id }), Cloudflare.NotFoundError);
  await assert.rejects(pcaps.list({ account_id: unknown }), Cloudflare.NotFoundError);
  const stranger = new Cloudflare({ apiToken: 'another-token', baseURL: env.CLOUDFLARE_BASE_URL });
  await assert.rejects(
    stranger.magicTransit.pcaps.list({ account_id }),
    Cloudflare.AuthenticationError,
  );
}

const directory = await mkdtemp(join(tmpdir(), 'fake-buckets-'));
const { fake, env } = await startFake(directory);
try {
  const account_id = env.CLOUDFLARE_ACCOUNT_ID;
  const client = new Cloudflare({
    apiToken: env.CLOUDFLARE_API_TOKEN,
    baseURL: env.CLOUDFLARE_BASE_URL,
  });
  const { pcaps } = client.magicTransit;

  const simple = await simpleCapture(pcaps, account_id);
  const bucket = await ownBucket(pcaps.ownership, account_id, directory);
  const full = await fullCapture(pcaps, account_id);
  assert.ok((await readdir(join(directory, 'captures/edge'))).includes(`pcap_${full}.pcap`));
  const listed = await collect(pcaps.list({ account_id }));
  assert.deepEqual(listed.map((pcap) => pcap.id), [full, simple]);
  await pcaps.ownership.delete(bucket, { account_id });
  assert.deepEqual(await collect(pcaps.ownership.get({ account_id })), []);
  await errors(client, env, account_id);
  console.log('the TypeScript client makes all nine calls');
} finally {
  fake.kill();
  await rm(directory, { recursive: true });
}
