package io.stemma.internal.ingest;

import io.stemma.internal.path.TreePath;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Removes from the tree what one directory no longer holds: files, directories with all below them,
 * and what has become the other of the two.
 */
final class MirrorDeletion {
  private static final int BATCH = 1000;

  private final ImportRun run;
  private final TreePath target;
  private final DirectoryNames names;
  private final BitSet files = new BitSet();
  private final BitSet directories = new BitSet();
  private final List<byte[]> keys = new ArrayList<>();

  MirrorDeletion(ImportRun run, TreePath target, DirectoryNames names) {
    this.run = run;
    this.target = target;
    this.names = names;
  }

  /** Says that a name was taken in as a file. */
  void file(int name) {
    files.set(name);
  }

  /** Says that a name is a directory. */
  void directory(int name) {
    directories.set(name);
  }

  void run() {
    run.files.names(
        target,
        (name, directory) -> {
          int at = names.indexOf(name);
          boolean stays = at >= 0 && (directory ? directories : files).get(at);
          if (!stays) {
            TreePath path = target.resolve(TreePath.of(name));
            if (directory) {
              run.files.keys(path, this::remove); // A walk ends at a file of that path.
            } else {
              remove(path.fileKey());
            }
          }
        });
    run.remove(keys);
  }

  private void remove(byte[] key) {
    keys.add(key);
    if (keys.size() >= BATCH) {
      run.remove(keys);
      keys.clear();
    }
  }
}
