package io.stemma.internal.engine;

import io.stemma.Attributes;
import io.stemma.Extractor;
import io.stemma.ExtractorDefinition;
import io.stemma.NotFoundException;
import io.stemma.OperationId;
import io.stemma.internal.base.Hash;
import io.stemma.internal.base.MalformedException;
import io.stemma.internal.chunks.ChunkSource;
import io.stemma.internal.chunks.Faults;
import io.stemma.internal.chunks.WriteSession;
import io.stemma.internal.extract.Definitions;
import io.stemma.internal.extract.Extraction;
import io.stemma.internal.extract.ReadyExtractor;
import io.stemma.internal.format.v1.ArchiveState;
import io.stemma.internal.format.v1.CommitObject;
import io.stemma.internal.format.v1.Kind;
import io.stemma.internal.format.v1.RefTarget;
import io.stemma.internal.log.LogHead;
import io.stemma.internal.log.StateDraft;
import io.stemma.internal.path.Glob;
import io.stemma.internal.path.RefNames;
import io.stemma.internal.table.PrintedList;
import io.stemma.internal.tree.Tree;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The extractors of a repository: defined, listed, and run on what is committed. An archive without
 * extractors is not asked for them: its state lacks the feature.
 */
record OpenExtractors(OpenArchive archive, String repository) {

  /** See {@link io.stemma.Repository#defineExtractor}. */
  ExtractorDefinition define(String name, String glob, Extractor extractor) {
    RefNames.check("extractor", name);
    Glob pattern = Glob.of(glob);
    ExtractorDefinition definition = ReadyExtractor.define(name, pattern, extractor);
    archive.checkWritable("defining extractor " + name);
    Refs refs = archive.refs();
    checkPlace(refs.get(repository), refs.get(RefNames.pipeline(repository)));
    if (!definition.equals(definitions(refs).all().get(name))) {
      change("define-extractor", name, old -> old.with(definition));
    }
    archive.engine.extractors.put(extractor.getClass().getName(), extractor.getClass());
    return definition;
  }

  /** See {@link io.stemma.Repository#removeExtractor}. */
  void remove(String name) {
    RefNames.check("extractor", name);
    archive.checkWritable("removing extractor " + name);
    change(
        "remove-extractor",
        name,
        old -> {
          if (!old.all().containsKey(name)) {
            throw new NotFoundException(
                "repository "
                    + repository
                    + " has no extractor "
                    + name
                    + "; "
                    + Similar.hint(name, List.copyOf(old.all().keySet())));
          }
          return old.without(name);
        });
  }

  private void change(String type, String name, UnaryOperator<Definitions> change) {
    OperationId id = Operations.newId();
    archive.engine.commits.run(
        id,
        type,
        repository + "/" + name,
        (draft, batch) -> {
          checkPlace(draft.ref(repository), draft.ref(RefNames.pipeline(repository)));
          Optional<Hash> before = in(draft);
          Definitions old = before.map(version -> decode(batch, version)).orElse(Definitions.NONE);
          write(draft, batch, before, change.apply(old), id);
        });
  }

  private void checkPlace(Optional<RefTarget> place, Optional<RefTarget> pipeline) {
    if (place.isEmpty()) {
      throw new NotFoundException("there is no repository " + repository + " any more");
    } else if (pipeline.isPresent()) {
      throw new IllegalArgumentException(
          "a pipeline gives the files of repository "
              + repository
              + ", and says their attributes: let its transformation do so, by Output.attribute");
    }
  }

  private void write(
      StateDraft draft,
      WriteSession batch,
      Optional<Hash> before,
      Definitions definitions,
      OperationId id) {
    String ref = RefNames.extractors(repository);
    if (definitions.all().isEmpty()) {
      draft.removeRef(ref);
      return;
    }
    Instant now = archive.engine.options.clock().instant();
    CommitObject commit =
        new CommitObject(
            repository,
            Tree.EMPTY_ROOT,
            before.stream().toList(),
            archive.engine.options.author(),
            now,
            "extractors of " + repository,
            definitions.encode(),
            id.value());
    Hash made = batch.write(Kind.COMMIT, commit.encode());
    draft.writerFeatures().add(ArchiveState.EXTRACTORS);
    draft.setRef(ref, RefChanges.commit(made, Tree.EMPTY_ROOT, now));
  }

  /** See {@link io.stemma.Repository#extractors}. */
  List<ExtractorDefinition> all() {
    return new PrintedList<>(
        List.copyOf(definitions(archive.refs()).all().values()),
        "extractors of " + repository,
        List.of("name", "files", "class", "parameters"),
        e -> List.of(e.name(), e.glob(), e.extractor(), e.parameters()));
  }

  private Definitions definitions(Refs refs) {
    return refs.get(RefNames.extractors(repository))
        .flatMap(RefTarget::commit)
        .map(version -> decode(archive.engine.chunks, version))
        .orElse(Definitions.NONE);
  }

  private static Definitions decode(ChunkSource source, Hash version) {
    try {
      return Definitions.decode(
          CommitObject.decode(source.read(Kind.COMMIT, version)).attributes());
    } catch (MalformedException e) {
      throw Faults.damaged("extractors " + version, e);
    }
  }

  /** Which version of the definitions a draft has. */
  Optional<Hash> in(StateDraft draft) {
    return draft.writerFeatures().contains(ArchiveState.EXTRACTORS)
        ? draft.ref(RefNames.extractors(repository)).flatMap(RefTarget::commit)
        : Optional.empty();
  }

  /** Which version the newest entry has that was seen; nothing is looked for. */
  Optional<Hash> known() {
    LogHead head = archive.engine.log.known();
    return head.state().writerFeatures().contains(ArchiveState.EXTRACTORS)
        ? archive.engine.refs(head).get(RefNames.extractors(repository)).flatMap(RefTarget::commit)
        : Optional.empty();
  }

  /** The extractors of a version. */
  List<ReadyExtractor> ready(Optional<Hash> version) {
    return version
        .map(hash -> decode(archive.engine.chunks, hash))
        .orElse(Definitions.NONE)
        .all()
        .values()
        .stream()
        .map(
            each ->
                new ReadyExtractor(
                    each, Optional.ofNullable(archive.engine.extractors.get(each.extractor()))))
        .toList();
  }

  /** Gives files of trees that nobody has committed as paths, in commits that their trees name. */
  Extraction.Files files(CommitObject like) {
    return (source, root, file) -> {
      CommitObject object =
          new CommitObject(
              repository,
              root,
              List.of(),
              archive.engine.options.author(),
              like.time(),
              "a file that is being committed",
              Attributes.NONE,
              like.cause());
      return new StoredCommit(archive, Operations.commitId(root), object, source)
          .path(file.toString());
    };
  }
}
