package io.stemma.internal.ingest;

import io.stemma.internal.base.ByteReader;
import io.stemma.internal.base.MalformedException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is known of one directory while it is compared with what is there. Names are asked for in
 * ascending order; sections are read when their first name comes up and dropped behind their last.
 * Used by one thread.
 */
final class KnownDirectory {
  private static final Logger LOG = LoggerFactory.getLogger(KnownDirectory.class);

  /** So many sections with so few files each are joined. */
  private static final int MANY = 8;

  private static final int FEW_FILES = 16;
  private static final int MAX_JOINED = 4096;

  private static final class Cursor {
    final KnownSection section;
    final BitSet unchanged = new BitSet();
    private final ByteReader in;
    private KnownFile file;
    private int number;

    Cursor(KnownSection section, byte[] bytes) {
      this.section = section;
      this.in = new ByteReader(bytes);
      this.file = KnownFile.read(in);
    }

    String name() {
      return file.name();
    }

    boolean next() {
      if (++number == section.count()) {
        return false;
      }
      file = KnownFile.read(in);
      return true;
    }
  }

  private final KnownFiles known;
  private final List<KnownSection> sections;
  private final PriorityQueue<Cursor> open =
      new PriorityQueue<>(Comparator.comparing(Cursor::name));
  private final List<Cursor> begun = new ArrayList<>();
  private int next;

  KnownDirectory(KnownFiles known, String directory) {
    this.known = known;
    this.sections = known.of(directory);
  }

  /** What is known of a name, or null. */
  @Nullable KnownFile find(String name) {
    while (next < sections.size() && sections.get(next).first().compareTo(name) <= 0) {
      open(sections.get(next++));
    }
    while (!open.isEmpty() && open.peek().name().compareTo(name) < 0) {
      advance(open.remove());
    }
    Cursor at = open.peek();
    return at != null && at.name().equals(name) ? at.file : null;
  }

  private void open(KnownSection section) {
    byte[] bytes = known.bytes(section);
    try {
      if (bytes.length > 0) {
        Cursor cursor = new Cursor(section, bytes);
        begun.add(cursor);
        open.add(cursor);
      }
    } catch (MalformedException e) {
      LOG.debug("a section of known files is ignored: {}", e.toString());
    }
  }

  private void advance(Cursor cursor) {
    try {
      if (cursor.next()) {
        open.add(cursor);
      }
    } catch (MalformedException e) {
      LOG.debug("the rest of a section of known files is ignored: {}", e.toString());
    }
  }

  /** Says that the file found last is still as it was known. */
  void unchanged() {
    Cursor at = open.element();
    at.unchanged.set(at.number);
  }

  /** Hands what is still true to a writer: whole sections as they are, others anew. */
  void keep(KnownFilesWriter writer, String directory) {
    int files = begun.stream().mapToInt(c -> c.unchanged.cardinality()).sum();
    int count = begun.size();
    boolean join = count > MANY && count < MAX_JOINED && files < count * FEW_FILES;
    List<KnownFile> joined = new ArrayList<>();
    for (Cursor cursor : begun) {
      if (!join && cursor.unchanged.cardinality() == cursor.section.count()) {
        writer.keep(cursor.section);
      } else {
        joined.addAll(unchangedOf(cursor));
        if (!join) {
          writer.add(directory, joined);
          joined.clear();
        }
      }
    }
    joined.sort(Comparator.comparing(KnownFile::name));
    writer.add(directory, joined);
  }

  private List<KnownFile> unchangedOf(Cursor cursor) {
    List<KnownFile> files = new ArrayList<>();
    if (!cursor.unchanged.isEmpty()) {
      ByteReader in = new ByteReader(known.bytes(cursor.section));
      try {
        for (int i = 0; i < cursor.unchanged.length(); i++) {
          KnownFile file = KnownFile.read(in);
          if (cursor.unchanged.get(i)) {
            files.add(file);
          }
        }
      } catch (MalformedException e) {
        LOG.debug("a section of known files is dropped: {}", e.toString());
        files.clear();
      }
    }
    return files;
  }
}
