package io.github.cloudflarepcaps.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cloudflarepcaps.model.Destination;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FolderWriterTest {
  @TempDir private Path root;

  @ParameterizedTest
  @CsvSource({
    "s3://captures/edge/one?region=us-east-1, captures/edge/one",
    "gs://captures, captures",
    "r2://captures/edge?account-id=1&secret-access-key=example-key, captures/edge"
  })
  void aBucketIsAFolder(String bucket, String folder) throws IOException {
    new FolderWriter(root).put(Destination.parse(bucket), "name.txt", new byte[] {1, 2});
    assertThat(root.resolve(folder).resolve("name.txt")).hasBinaryContent(new byte[] {1, 2});
  }

  @Test
  void aDirectoryThatLeavesTheFolderIsRefused() {
    Destination outside = Destination.parse("gs://captures/../../outside");
    assertThatThrownBy(() -> new FolderWriter(root).put(outside, "name.txt", new byte[0]))
        .isInstanceOf(IOException.class)
        .hasMessage("the directory leaves the bucket");
  }
}
