package io.github.cloudflarepcaps;

import io.github.cloudflarepcaps.model.Destination;
import io.github.cloudflarepcaps.testing.BucketWriter;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** An S3 server in this process that stores what Cloudflare would write to it. */
final class S3Server implements BucketWriter, AutoCloseable {
  static final String KEY_ID = "example-key-id";
  static final String KEY = "example-key";

  private final S3Proxy server;
  private final S3Client client;

  private S3Server(S3Proxy server) {
    this.server = server;
    this.client = client(server.getPort());
  }

  /** A client for a server of this kind on that port. */
  static S3Client client(int port) {
    return S3Client.builder()
        .region(Region.US_EAST_1)
        .endpointOverride(URI.create("http://127.0.0.1:" + port))
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create(KEY_ID, KEY)))
        .build();
  }

  static S3Server start() throws Exception {
    S3Proxy server =
        S3Proxy.builder()
            .blobStore(new TransientNio2BlobStore())
            .endpoint(URI.create("http://127.0.0.1:0"))
            .awsAuthentication(AuthenticationType.AWS_V4, KEY_ID, KEY)
            .build();
    server.start();
    return new S3Server(server);
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getPort());
  }

  void createBucket(String bucket) {
    client.createBucket(create -> create.bucket(bucket));
  }

  List<String> keys(String bucket) {
    return client.listObjectsV2(list -> list.bucket(bucket)).contents().stream()
        .map(S3Object::key)
        .toList();
  }

  byte[] read(String bucket, String key) {
    return client.getObjectAsBytes(get -> get.bucket(bucket).key(key)).asByteArray();
  }

  /** Saves an object to a temporary file in that directory, and returns the file. */
  Path save(String bucket, String key, Path directory) throws IOException {
    return Files.write(Files.createTempFile(directory, "object", ""), read(bucket, key));
  }

  @Override
  public void put(Destination destination, String name, byte[] content) {
    URI uri = URI.create(destination.uri());
    String key = uri.getPath().substring(1) + "/" + name;
    client.putObject(put -> put.bucket(uri.getHost()).key(key), RequestBody.fromBytes(content));
  }

  @Override
  public void close() throws Exception {
    client.close();
    server.stop();
  }
}
