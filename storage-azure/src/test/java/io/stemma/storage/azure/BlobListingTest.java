package io.stemma.storage.azure;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.BlobItemProperties;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.options.BlobParallelUploadOptions;
import io.stemma.storage.ObjectInfo;
import io.stemma.storage.StoreAccess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Listing where directories are listed, and not in the order of characters. */
class BlobListingTest {
  private static final Map<String, String> DIRECTORY = Map.of("hdi_isfolder", "true");

  /** As an account with a hierarchical namespace lists: by parts of names, directories first. */
  private static final class ByParts implements BlobListing.Source {
    private final Iterator<BlobItem> items;

    ByParts(TreeSet<String> keys) {
      TreeSet<String> names = new TreeSet<>(Comparator.comparing(n -> n.replace('/', '\0')));
      TreeSet<String> directories = new TreeSet<>();
      for (String key : keys) {
        names.add(key);
        for (int at = key.indexOf('/'); at >= 0; at = key.indexOf('/', at + 1)) {
          directories.add(key.substring(0, at));
        }
      }
      names.addAll(directories);
      List<BlobItem> all = new ArrayList<>();
      for (String name : names) {
        BlobItem item = new BlobItem().setName(name);
        item.setProperties(new BlobItemProperties().setContentLength((long) name.length()));
        all.add(directories.contains(name) ? item.setMetadata(DIRECTORY) : item);
      }
      items = all.iterator();
    }

    @Override
    public @Nullable BlobItem take() {
      return items.hasNext() ? items.next() : null;
    }

    @Override
    public void expectMany() {}
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
  void keysAreInTheOrderOfTheirCharacters(long seed) {
    Random random = new Random(seed);
    TreeSet<String> keys = new TreeSet<>();
    for (int i = 0; i < 60; i++) {
      StringBuilder key = new StringBuilder();
      for (int parts = 1 + random.nextInt(4); parts > 0; parts--) {
        for (int letters = 1 + random.nextInt(3); letters > 0; letters--) {
          key.append("ab-.0_".charAt(random.nextInt(letters > 2 ? 2 : 6)));
        }
        key.append(parts > 1 ? "/" : "");
      }
      keys.add(key.toString().replaceAll("(^|/)\\.+", "$1a"));
    }
    keys.removeIf(key -> keys.stream().anyMatch(other -> other.startsWith(key + "/")));
    String after = keys.stream().skip(random.nextInt(keys.size())).findFirst().orElseThrow();
    assertThat(listed(keys, "")).containsExactlyElementsOf(keys);
    assertThat(listed(keys, after)).containsExactlyElementsOf(keys.tailSet(after, false));
  }

  private static List<String> listed(TreeSet<String> keys, String after) {
    List<String> listed = new ArrayList<>();
    new BlobListing(new ByParts(keys), "", after).forEachRemaining(info -> listed.add(info.key()));
    return listed;
  }

  @Test
  void directoriesAreNoObjects() throws IOException {
    BlobContainerClient container = Azurite.running().container("directories");
    container.createIfNotExists();
    for (String name : List.of("a/x", "a/x/1", "a/x/2", "a/x-y", "a/y", "a/y/3", "a/z")) {
      boolean directory = name.equals("a/x") || name.equals("a/y");
      BlobParallelUploadOptions upload =
          new BlobParallelUploadOptions(BinaryData.fromString(directory ? "" : name));
      container
          .getBlobClient(name)
          .uploadWithResponse(upload.setMetadata(directory ? DIRECTORY : Map.of()), null, null);
    }
    try (AzureObjectStore store = AzureObjectStore.open(container, "a", StoreAccess.READ)) {
      assertThat(keys(store, "", "", 100)).containsExactly("x-y", "x/1", "x/2", "y/3", "z");
      assertThat(keys(store, "", "", 1)).containsExactly("x-y");
      assertThat(keys(store, "", "", 2)).containsExactly("x-y", "x/1");
      assertThat(keys(store, "x", "x-y", 1)).containsExactly("x/1");
      assertThat(keys(store, "x/", "x/1", 5)).containsExactly("x/2");
      assertThat(keys(store, "", "x/2", 5)).containsExactly("y/3", "z");
    } catch (BlobStorageException e) {
      throw new AssertionError(e.getErrorCode().toString(), e);
    }
  }

  private static List<String> keys(AzureObjectStore store, String prefix, String after, int limit)
      throws IOException {
    try (Stream<ObjectInfo> infos = store.list(prefix, after, limit)) {
      return infos.map(ObjectInfo::key).toList();
    }
  }
}
