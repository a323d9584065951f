package io.stemma.internal.extract;

import io.stemma.internal.commit.FileLookup;
import io.stemma.internal.commit.FileTree;
import java.util.Optional;

/**
 * The trees of a change, to look things up where the last look was.
 *
 * @param before the tree that it began with
 * @param files the tree that it made
 * @param after the same
 * @param other a tree whose attributes hold for its files, if it is merged in
 */
record Sides(FileLookup before, FileTree files, FileLookup after, Optional<FileLookup> other) {}
