package io.stemma.storage.azure;

import com.azure.storage.blob.models.BlobItem;
import io.stemma.storage.ObjectInfo;
import io.stemma.storage.ObjectKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The objects among blobs that the service lists. Used by one thread at a time.
 *
 * <p>An account with a hierarchical namespace lists a directory {@code a} as a blob, then all that
 * is in it, then {@code a-b}, which belongs before {@code a/b}. So what follows a directory and
 * could be out of order is gathered and sorted.
 */
final class BlobListing implements Iterator<ObjectInfo> {
  /** What accounts with a hierarchical namespace say of a directory. */
  private static final String DIRECTORY = "hdi_isfolder";

  /** Where blobs come from. */
  interface Source {
    /** The next blob; null at the end. */
    @Nullable BlobItem take() throws IOException;

    /** All blobs of a directory are going to be taken. */
    void expectMany();
  }

  private final Source source;
  private final String home;
  private final String after;
  private final ArrayDeque<ObjectInfo> sorted = new ArrayDeque<>();
  private @Nullable BlobItem ahead;
  private @Nullable ObjectInfo next;

  /**
   * Begins.
   *
   * @param home what the names of all blobs of the store begin with
   * @param after only greater keys are wanted
   */
  BlobListing(Source source, String home, String after) {
    this.source = source;
    this.home = home;
    this.after = after;
  }

  @Override
  public boolean hasNext() {
    try {
      while (next == null) {
        next = sorted.poll();
        BlobItem item = next == null ? take() : null;
        if (item != null && isDirectory(item)) {
          gather(item.getName());
        } else if (item != null) {
          next = object(item);
        } else if (next == null) {
          return false;
        }
      }
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private @Nullable BlobItem take() throws IOException {
    BlobItem item = ahead == null ? source.take() : ahead;
    ahead = null;
    return item;
  }

  /** Takes all that is in a directory, or beside it and smaller by the order of characters. */
  private void gather(String directory) throws IOException {
    source.expectMany();
    List<ObjectInfo> found = new ArrayList<>();
    for (BlobItem item = take(); item != null; item = take()) {
      String name = item.getName();
      int end = directory.length();
      if (!name.startsWith(directory) || name.length() > end && name.charAt(end) > '/') {
        ahead = item;
        break;
      }
      ObjectInfo object = isDirectory(item) ? null : object(item);
      if (object != null) {
        found.add(object);
      }
    }
    found.sort(Comparator.comparing(ObjectInfo::key));
    sorted.addAll(found);
  }

  private static boolean isDirectory(BlobItem item) {
    Map<String, String> metadata = item.getMetadata();
    return metadata != null && "true".equals(metadata.get(DIRECTORY));
  }

  /** What the contract calls an object, and was asked for. */
  private @Nullable ObjectInfo object(BlobItem item) {
    String key = item.getName().substring(home.length());
    boolean behind = after.isEmpty() || key.compareTo(after) > 0;
    return behind && ObjectKeys.isKey(key)
        ? new ObjectInfo(key, item.getProperties().getContentLength())
        : null;
  }

  @Override
  public ObjectInfo next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    ObjectInfo found = Objects.requireNonNull(next);
    next = null;
    return found;
  }
}
