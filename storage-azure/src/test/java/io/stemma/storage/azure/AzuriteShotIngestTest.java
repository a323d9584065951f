package io.stemma.storage.azure;

import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.sas.BlobContainerSasPermission;
import com.azure.storage.blob.sas.BlobServiceSasSignatureValues;
import io.stemma.testing.archive.IngestTrial;
import io.stemma.testing.archive.TwoMachines;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processes that take in shots, and are killed, with a signature that can read, list and create.
 */
class AzuriteShotIngestTest {
  @TempDir Path temp;

  private static URI place(String name) {
    BlobContainerClient container = Azurite.running().container(name);
    container.create();
    String signature =
        container.generateSas(
            new BlobServiceSasSignatureValues(
                OffsetDateTime.now(ZoneOffset.UTC).plusDays(1),
                BlobContainerSasPermission.parse("rcl")));
    return URI.create(Azurite.running().endpoint() + "/" + name + "/shots?" + signature);
  }

  @Test
  void everyShotIsIngestedOnceHoweverOftenTheProcessIsKilled() throws IOException {
    new IngestTrial(place("ingest-trial"), temp.resolve("digitizer"), 3)
        .run(
            Integer.getInteger("stemma.trial.shots", 20),
            Integer.getInteger("stemma.trial.kills", 4));
  }

  @Test
  void anotherProcessReadsWholeShotsMeanwhile() throws IOException {
    new TwoMachines(place("two-machines"), temp.resolve("digitizer"), 4).run(20);
  }
}
