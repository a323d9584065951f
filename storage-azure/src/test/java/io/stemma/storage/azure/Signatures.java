package io.stemma.storage.azure;

import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.sas.BlobContainerSasPermission;
import com.azure.storage.blob.sas.BlobServiceSasSignatureValues;
import java.net.URI;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Shared access signatures for containers in the emulator. */
final class Signatures {
  private Signatures() {}

  /** One that is good until tomorrow. */
  static String of(BlobContainerClient container, String permissions) {
    return until(container, permissions, OffsetDateTime.now(ZoneOffset.UTC).plusDays(1));
  }

  static String expired(BlobContainerClient container) {
    return until(container, "racwdl", OffsetDateTime.now(ZoneOffset.UTC).minusDays(1));
  }

  private static String until(
      BlobContainerClient container, String permissions, OffsetDateTime end) {
    return container.generateSas(
        new BlobServiceSasSignatureValues(end, BlobContainerSasPermission.parse(permissions)));
  }

  /** The address of an archive in a container. */
  static URI place(String container, String query) {
    return URI.create(
        Azurite.running().endpoint()
            + "/"
            + container
            + "/archives/jet"
            + (query.isEmpty() ? "" : "?" + query));
  }

  /** What of a signature must not be seen anywhere. */
  static String secret(String signature) {
    return signature.replaceAll(".*sig=([^&]*).*", "$1");
  }
}
