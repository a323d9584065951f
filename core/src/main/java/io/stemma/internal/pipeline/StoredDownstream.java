package io.stemma.internal.pipeline;

import io.stemma.CommitId;
import io.stemma.DerivedFiles;
import io.stemma.Downstream;
import io.stemma.NotFoundException;
import io.stemma.internal.base.Hash;
import io.stemma.internal.format.v1.RefTarget;
import io.stemma.internal.path.RefNames;
import io.stemma.internal.table.TitledTable;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What was made from files, by the branches that have it.
 *
 * @param archive where the files are
 * @param asked which files
 * @param commit the id of the commit whose files they are, if it is of one
 * @param found what was made from them
 */
record StoredDownstream(
    PipelineArchive archive,
    AskedFiles asked,
    Optional<CommitId> commit,
    List<StoredDerivedFiles> found)
    implements Downstream {

  /**
   * Looks for it.
   *
   * @param onlyRead whether datums count only where they opened the files
   * @throws NotFoundException if there is nothing of the repository
   */
  static Downstream of(
      PipelineArchive archive, AskedFiles asked, Optional<CommitId> commit, boolean onlyRead) {
    PipelineArchive.State state = archive.state();
    DownstreamSearch search = new DownstreamSearch(archive, state, asked, onlyRead);
    OutputStandings standings = new OutputStandings(archive, state);
    List<StoredDerivedFiles> found = new ArrayList<>();
    for (String ref : branches(archive, state)) {
      Optional<Hash> head = state.ref(ref).flatMap(RefTarget::commit);
      Optional<DerivedDatums> datums = head.flatMap(search::of);
      if (datums.isPresent()) {
        String repository = ref.substring(0, ref.indexOf('/'));
        String branch = ref.substring(RefNames.branches(repository).length());
        found.add(
            new StoredDerivedFiles(
                branch,
                archive.commit(head.orElseThrow()),
                datums.get(),
                standings.isUpToDate(repository, branch)));
      }
    }
    if (!search.isKnown()) {
      throw new NotFoundException(
          "there is no repository "
              + asked.repository()
              + ", and no results are there that were made from one of this name");
    }
    return new StoredDownstream(archive, asked, commit, List.copyOf(found));
  }

  /** All branches: those of pipelines each after those that it reads, then the others. */
  private static Set<String> branches(PipelineArchive archive, PipelineArchive.State state) {
    Set<String> refs = new LinkedHashSet<>();
    PipelineGraph.of(archive, state).order().forEach(pipeline -> refs.add(pipeline.ref()));
    state.below("").keySet().stream().filter(RefNames::isBranch).forEach(refs::add);
    return refs;
  }

  @Override
  public String repository() {
    return asked.repository();
  }

  @Override
  public String path() {
    return asked.path().toString();
  }

  @Override
  public List<DerivedFiles> outputs() {
    return archive.printed(title(), List.copyOf(found));
  }

  @Override
  public long datums() {
    return found.stream().mapToLong(DerivedFiles::datums).sum();
  }

  @Override
  public long files() {
    return found.stream().mapToLong(DerivedFiles::files).sum();
  }

  @Override
  public Downstream onlyRead() {
    return of(archive, asked, commit, true);
  }

  private String title() {
    String version = commit.map(id -> "@" + id.abbreviated()).orElse("");
    return "made from " + repository() + version + ":" + path();
  }

  private TitledTable table() {
    TitledTable table = new TitledTable(title(), StoredDerivedFiles.COLUMNS);
    found.forEach(each -> table.add(each::cells));
    return table;
  }

  @Override
  public String toString() {
    return table().toString();
  }

  @Override
  public String html() {
    return table().html();
  }
}
