package io.github.cloudflarepcaps.testing;

import static io.github.cloudflarepcaps.Failing.failsWith;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cloudflarepcaps.model.Destination;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DirectoryWriterTest {
  @TempDir private Path root;

  @ParameterizedTest
  @CsvSource({
    "s3://captures/edge/one?region=us-east-1, captures/edge/one",
    "gs://captures, captures",
    "r2://captures/edge?account-id=1&secret-access-key=example-key, captures/edge"
  })
  void bucketIsADirectory(String bucket, String directory) throws IOException {
    new DirectoryWriter(root).put(Destination.parse(bucket), "name.txt", new byte[] {1, 2});
    assertThat(root.resolve(directory).resolve("name.txt")).hasBinaryContent(new byte[] {1, 2});
  }

  @Test
  void directoryOutsideTheBucketIsRejected() {
    Destination outside = Destination.parse("gs://captures/../../outside");
    DirectoryWriter writer = new DirectoryWriter(root);
    assertThat(failsWith(IOException.class, () -> writer.put(outside, "a.txt", new byte[0])))
        .hasMessage("the directory is outside the bucket");
  }
}
