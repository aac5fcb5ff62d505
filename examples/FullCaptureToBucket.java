import io.github.cloudflarepcaps.BucketReader;
import io.github.cloudflarepcaps.CloudflareClient;
import io.github.cloudflarepcaps.WaitOptions;
import io.github.cloudflarepcaps.examples.Connection;
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
//   mvn -q test-compile exec:java -Dexec.mainClass=FullCaptureToBucket \
//       -Dexec.args="my-bucket captures us-east-1 ORD full.pcap"
//   mvn -q test-compile exec:java -Dexec.mainClass=FullCaptureToBucket     (on the fake API)
//
// The arguments are the bucket, a directory in it, its region, a data center and the file to
// write. Needs CLOUDFLARE_API_TOKEN and CLOUDFLARE_ACCOUNT_ID, and credentials for the bucket where
// Amazon's tools expect them, such as AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY. Without
// arguments it runs on the fake API and its bucket in memory, without an account.
final class FullCaptureToBucket {
  private static final WaitOptions HALF_AN_HOUR = WaitOptions.upTo(Duration.ofMinutes(30));

  /** A bucket, by the AWS SDK. */
  record S3Bucket(S3Client s3, String bucket) implements BucketReader {
    @Override
    public List<String> list(String prefix) {
      return s3
          .listObjectsV2Paginator(list -> list.bucket(bucket).prefix(prefix))
          .contents()
          .stream()
          .map(S3Object::key)
          .toList();
    }

    @Override
    public InputStream open(String name) {
      return s3.getObject(get -> get.bucket(bucket).key(name));
    }
  }

  public static void main(String[] args) throws IOException {
    try (Connection connection = Connection.open()) {
      if (args.length == 5) {
        S3Client s3 = S3Client.builder().region(Region.of(args[2])).build();
        run(connection.client(), new S3Bucket(s3, args[0]), args);
      } else if (args.length == 0 && connection.fake() != null) {
        String[] anything = {"my-bucket", "captures", "us-east-1", "ORD", "full.pcap"};
        run(connection.client(), connection.fake().bucket(), anything);
      } else {
        System.err.println("Usage: FullCaptureToBucket BUCKET DIRECTORY REGION COLO FILE");
      }
    }
  }

  private static void run(CloudflareClient client, BucketReader bucket, String[] args)
      throws IOException {
    String directory = args[1] + "/";
    Destination destination = Destination.s3(args[0] + "/" + args[1], args[2]);
    System.out.println("proving that " + destination + " is ours");
    client
        .ownership()
        .claim(
            destination,
            pending -> challenge(bucket, directory + pending.filename()),
            HALF_AN_HOUR);

    System.out.println("capturing in " + args[3] + " for five seconds");
    FullPcapRequest request =
        FullPcapRequest.of(args[3], destination, Duration.ofSeconds(5)).withByteLimit(100_000_000);
    PcapFile file = client.pcaps().capture(request, bucket, Path.of(args[4]), HALF_AN_HOUR);

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
