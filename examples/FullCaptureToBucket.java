import io.github.cloudflarepcaps.BucketReader;
import io.github.cloudflarepcaps.CloudflareClient;
import io.github.cloudflarepcaps.WaitOptions;
import io.github.cloudflarepcaps.examples.Connection;
import io.github.cloudflarepcaps.examples.DirectoryBucket;
import io.github.cloudflarepcaps.model.Destination;
import io.github.cloudflarepcaps.model.FullPcapRequest;
import io.github.cloudflarepcaps.pcapfile.PcapFile;
import io.github.cloudflarepcaps.traffic.TrafficSummary;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

// How do I capture complete packets into my S3 bucket, and get one file of them?
//
//   mvn -q test-compile exec:java -Dexec.mainClass=FullCaptureToBucket
//   mvn -q test-compile exec:java -Dexec.mainClass=FullCaptureToBucket \
//       -Dexec.args="my-bucket us-east-1"
//
// The first line needs no account: it runs on the fake API, with target/bucket as the bucket. The
// second names a bucket and its region. It needs CLOUDFLARE_API_TOKEN and CLOUDFLARE_ACCOUNT_ID,
// and the bucket's credentials where Amazon's tools expect them, such as AWS_ACCESS_KEY_ID and
// AWS_SECRET_ACCESS_KEY.
final class FullCaptureToBucket {
  /** A bucket, by the AWS SDK. */
  record S3Bucket(S3Client s3, String bucket) implements BucketReader {
    @Override
    public List<String> list(String prefix) {
      var pages = s3.listObjectsV2Paginator(page -> page.bucket(bucket).prefix(prefix));
      return pages.contents().stream().map(S3Object::key).toList();
    }

    @Override
    public InputStream open(String name) {
      return s3.getObject(get -> get.bucket(bucket).key(name));
    }
  }

  public static void main(String[] args) throws IOException {
    DirectoryBucket directory = new DirectoryBucket(Path.of("target/bucket"));
    try (Connection connection = Connection.open(directory)) {
      if (connection.fake() != null) {
        capture(connection.client(), directory, Destination.s3("fake/edge", "us-east-1"));
      } else if (args.length == 2) {
        try (S3Client s3 = S3Client.builder().region(Region.of(args[1])).build()) {
          S3Bucket bucket = new S3Bucket(s3, args[0]);
          capture(connection.client(), bucket, Destination.s3(args[0] + "/edge", args[1]));
        }
      } else {
        throw new IllegalArgumentException("Usage: FullCaptureToBucket BUCKET REGION");
      }
    }
  }

  private static void capture(CloudflareClient client, BucketReader bucket, Destination edge)
      throws IOException {
    System.out.println("proving that " + edge + " is ours, then capturing for five seconds");
    WaitOptions halfAnHour = WaitOptions.upTo(Duration.ofMinutes(30));
    client.ownership().claim(edge, p -> challenge(bucket, "edge/" + p.filename()), halfAnHour);
    FullPcapRequest request = FullPcapRequest.of("ORD", edge, Duration.ofSeconds(5));
    PcapFile file = client.pcaps().capture(request, bucket, Path.of("full.pcap"), halfAnHour);
    System.out.println(file.packets() + " packets in " + file.path());
    System.out.println(TrafficSummary.of(file.path()).table());
  }

  /** Cloudflare wants the contents of the challenge file, which appears after some seconds. */
  private static String challenge(BucketReader bucket, String name) throws Exception {
    while (!bucket.list(name).contains(name)) {
      Thread.sleep(2000);
    }
    try (InputStream file = bucket.open(name)) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
