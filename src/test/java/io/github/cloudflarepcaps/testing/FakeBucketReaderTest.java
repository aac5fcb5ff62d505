package io.github.cloudflarepcaps.testing;

import static io.github.cloudflarepcaps.Failing.failsWith;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cloudflarepcaps.BucketReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class FakeBucketReaderTest {
  @AutoClose
  private final FakeCloudflare fake = FakeCloudflare.builder().compressedParts(true).start();

  private final Caller caller = new Caller(fake);
  private final BucketReader bucket = fake.bucket();

  private String completedCapture() throws IOException {
    caller.validatedBucket();
    String id = caller.created(Body.full());
    fake.finish(id);
    return id;
  }

  @Test
  void keysHaveTheDirectoryButNotTheBucket() throws Exception {
    String id = completedCapture();
    assertThat(bucket.list("edge/pcap_"))
        .contains("edge/pcap_" + id + ".pcap", "edge/pcap_" + id + "_3.pcap");
    assertThat(bucket.list("captures/")).isEmpty();
  }

  @Test
  void emptyPrefixListsEveryKey() throws Exception {
    completedCapture();
    assertThat(bucket.list("")).hasSizeGreaterThan(3).anyMatch(key -> key.endsWith(".txt"));
  }

  @Test
  void bucketWithoutADirectoryHasItsFilesAtTheTop() throws Exception {
    caller.post("/ownership", Body.bucket("gs://captures"));
    assertThat(bucket.list("")).hasSize(1).allMatch(key -> key.startsWith("ownership-challenge-"));
  }

  @Test
  void challengeFileHoldsTheChallenge() throws Exception {
    String id =
        caller.post("/ownership", Body.bucket(Caller.BUCKET)).result().path("id").textValue();
    String key = bucket.list("edge/").get(0);
    try (InputStream challenge = bucket.open(key)) {
      assertThat(challenge).hasContent(fake.challenge(id));
    }
  }

  @Test
  void sizeIsTheLengthOfTheFile() throws Exception {
    completedCapture();
    for (String key : bucket.list("")) {
      try (InputStream file = bucket.open(key)) {
        assertThat(bucket.size(key)).isEqualTo(file.readAllBytes().length);
      }
    }
  }

  @Test
  void thePartOfTheSecondMachineIsCompressed() throws Exception {
    String id = completedCapture();
    try (InputStream part = new GZIPInputStream(bucket.open("edge/pcap_" + id + "_2.pcap.gz"))) {
      assertThat(part.readAllBytes()).startsWith(0xd4, 0xc3, 0xb2, 0xa1);
    }
  }

  @Test
  void unknownKeyIsNamed() {
    assertThat(failsWith(NoSuchFileException.class, () -> bucket.open("edge/none")))
        .hasMessage("edge/none");
  }

  @Test
  void fakeWithABucketWriterHasNoReader() {
    try (FakeCloudflare other =
        FakeCloudflare.builder().bucket((destination, name, content) -> {}).start()) {
      assertThat(failsWith(IllegalStateException.class, other::bucket))
          .hasMessageContaining("they go to the BucketWriter");
    }
  }
}
