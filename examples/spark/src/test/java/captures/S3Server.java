package captures;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** An S3 server in this process, and how Spark reaches it. */
final class S3Server implements AutoCloseable {
  private static final String KEY_ID = "example-key-id";
  private static final String KEY = "example-key";
  private static final String HADOOP = "spark.hadoop.fs.s3a.";

  private final S3Proxy server;

  private S3Server(S3Proxy server) {
    this.server = server;
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

  private URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getPort());
  }

  /** Uploads files under {@code edge/} and their path below the directory. */
  void upload(String bucket, Path directory, List<Path> files) {
    try (S3Client client = client()) {
      client.createBucket(create -> create.bucket(bucket));
      for (Path file : files) {
        String key = "edge/" + directory.relativize(file);
        client.putObject(put -> put.bucket(bucket).key(key), file);
      }
    }
  }

  private S3Client client() {
    return S3Client.builder()
        .region(Region.US_EAST_1)
        .endpointOverride(endpoint())
        .forcePathStyle(true)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create(KEY_ID, KEY)))
        .build();
  }

  Map<String, String> configuration() {
    return Map.of(
        HADOOP + "endpoint",
        endpoint().toString(),
        HADOOP + "endpoint.region",
        "us-east-1",
        HADOOP + "path.style.access",
        "true",
        HADOOP + "access.key",
        KEY_ID,
        HADOOP + "secret.key",
        KEY);
  }

  @Override
  public void close() throws Exception {
    server.stop();
  }
}
