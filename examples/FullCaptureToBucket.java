import io.github.cloudflarepcaps.CloudflareClient;
import io.github.cloudflarepcaps.WaitOptions;
import io.github.cloudflarepcaps.model.Destination;
import io.github.cloudflarepcaps.model.FullPcap;
import io.github.cloudflarepcaps.model.FullPcapRequest;
import io.github.cloudflarepcaps.pcapfile.PcapFile;
import io.github.cloudflarepcaps.pcapfile.PcapMerger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

// How do I capture whole packets into my S3 bucket, and get one file of them?
//
//   mvn -q test-compile exec:java -Dexec.mainClass=FullCaptureToBucket \
//       -Dexec.args="my-bucket captures us-east-1 ORD full.pcap"
//
// The bucket, a directory in it, its region, a data centre, and the file to write. Needs
// CLOUDFLARE_API_TOKEN and CLOUDFLARE_ACCOUNT_ID, and credentials for the bucket where Amazon's
// tools look for them: AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, say.
final class FullCaptureToBucket {
  private static final WaitOptions UP_TO_15_MINUTES = WaitOptions.upTo(Duration.ofMinutes(15));

  private final CloudflareClient cloudflare;
  private final S3Client s3;
  private final String bucket;
  private final String directory;

  private FullCaptureToBucket(CloudflareClient cloudflare, S3Client s3, String[] args) {
    this.cloudflare = cloudflare;
    this.s3 = s3;
    this.bucket = args[0];
    this.directory = args[1];
  }

  public static void main(String[] args) throws IOException {
    if (args.length != 5) {
      System.err.println("Usage: FullCaptureToBucket BUCKET DIRECTORY REGION COLO FILE");
      return;
    }
    try (CloudflareClient cloudflare = CloudflareClient.fromEnv();
        S3Client s3 = S3Client.builder().region(Region.of(args[2])).build()) {
      new FullCaptureToBucket(cloudflare, s3, args).run(args[2], args[3], Path.of(args[4]));
    }
  }

  private void run(String region, String colo, Path target) throws IOException {
    Destination destination = Destination.s3(bucket + "/" + directory, region);
    System.out.println("proving that " + destination + " is ours");
    cloudflare.ownership().claim(destination, entry -> read(entry.filename()), UP_TO_15_MINUTES);

    FullPcapRequest request =
        FullPcapRequest.of(colo, destination, Duration.ofMinutes(10)).withByteLimit(100_000_000);
    FullPcap pcap = cloudflare.pcaps().create(request);
    System.out.println("capture " + pcap.id() + " watches " + colo + ": press Enter to stop it");
    System.in.read();
    cloudflare.pcaps().stop(pcap.id());
    cloudflare
        .pcaps()
        .await(pcap.id(), UP_TO_15_MINUTES, seen -> System.out.println(seen.status()));

    Path folder = Files.createTempDirectory("parts");
    List<Path> parts = fetchPartsSince(pcap.submitted(), folder);
    PcapFile whole = PcapMerger.merge(parts, target);
    System.out.printf("%s: %d packets of %d files%n", target, whole.packets(), parts.size());
  }

  /** Cloudflare's challenge: the contents of the file count, not its name. */
  private String read(String name) {
    String key = directory + "/" + name;
    s3.waiter().waitUntilObjectExists(head -> head.bucket(bucket).key(key));
    return s3.getObjectAsBytes(get -> get.bucket(bucket).key(key)).asUtf8String();
  }

  /** There is one file for each machine that saw traffic. */
  private List<Path> fetchPartsSince(Instant submitted, Path folder) {
    Instant since = submitted.truncatedTo(ChronoUnit.SECONDS);
    return s3
        .listObjectsV2Paginator(list -> list.bucket(bucket).prefix(directory + "/pcap_"))
        .contents()
        .stream()
        .filter(part -> !part.lastModified().isBefore(since))
        .map(part -> fetch(part, folder))
        .toList();
  }

  private Path fetch(S3Object part, Path folder) {
    Path file = folder.resolve(Path.of(part.key()).getFileName());
    s3.getObject(get -> get.bucket(bucket).key(part.key()), file);
    return file;
  }
}
