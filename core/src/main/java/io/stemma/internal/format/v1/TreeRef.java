package io.stemma.internal.format.v1;

import io.stemma.internal.base.Hash;

/**
 * A tree that the state refers to.
 *
 * @param root id of its root node
 * @param location where that node is stored
 */
public record TreeRef(Hash root, Location location) {}
