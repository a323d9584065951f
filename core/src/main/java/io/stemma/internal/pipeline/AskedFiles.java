package io.stemma.internal.pipeline;

import io.stemma.internal.commit.FileTree;
import io.stemma.internal.format.v1.JobRecord.InputCommit;
import io.stemma.internal.path.TreePath;
import java.util.Optional;

/**
 * Files whose results are looked for.
 *
 * @param repository where they are
 * @param path the file, or the directory that they are in
 * @param version has the content that they must have; empty for any
 */
record AskedFiles(String repository, TreePath path, Optional<FileTree> version) {

  /**
   * Which files of an input they are.
   *
   * @param input what a job read
   * @param read its files
   * @return empty if it has none of them
   */
  Optional<Marked> in(InputCommit input, FileTree read) {
    if (!input.repository().equals(repository) || read.item(path).isEmpty()) {
      return Optional.empty();
    }
    return version.isEmpty()
        ? Optional.of(at -> path.contains(at) || at.contains(path))
        : SameFiles.of(read, version.get(), path);
  }
}
