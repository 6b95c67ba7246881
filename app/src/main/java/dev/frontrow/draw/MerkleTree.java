package dev.frontrow.draw;

import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A Merkle tree as in RFC 9162, built over hashed leaves that are appended in order. It keeps only the root of
/// each chunk of 256 leaves. A chunk is a complete subtree, so a path is one within the chunk plus one among the
/// chunk roots, and needs the leaves of no other chunk. Not thread-safe.
final class MerkleTree {

    static final int CHUNK_LEAVES = 256;

    private static final byte NODE = 1;
    private static final byte[] EMPTY = Sha256.of();

    private final ByteArrayOutputStream fullChunks = new ByteArrayOutputStream();
    private final byte[] chunk = new byte[CHUNK_LEAVES * Sha256.BYTES];
    private int chunkLeaves;
    private long leaves;

    void append(byte[] leaf) {
        if (leaf.length != Sha256.BYTES) {
            throw new IllegalArgumentException("a leaf has " + Sha256.BYTES + " bytes, not " + leaf.length);
        }
        System.arraycopy(leaf, 0, chunk, chunkLeaves * Sha256.BYTES, Sha256.BYTES);
        chunkLeaves++;
        leaves++;
        if (chunkLeaves == CHUNK_LEAVES) {
            fullChunks.writeBytes(rootOf(chunk, 0, chunkLeaves));
            chunkLeaves = 0;
        }
    }

    long leaves() {
        return leaves;
    }

    byte[] root() {
        return rootOf(chunkRoots());
    }

    /// The concatenated roots of all chunks; the last chunk may be shorter.
    byte[] chunkRoots() {
        var roots = new ByteArrayOutputStream(fullChunks.size() + Sha256.BYTES);
        roots.writeBytes(fullChunks.toByteArray());
        if (chunkLeaves > 0) {
            roots.writeBytes(rootOf(chunk, 0, chunkLeaves));
        }
        return roots.toByteArray();
    }

    /// The root over concatenated hashes, of leaves or of chunks.
    static byte[] rootOf(byte[] hashes) {
        int count = hashes.length / Sha256.BYTES;
        return count == 0 ? EMPTY.clone() : rootOf(hashes, 0, count);
    }

    /// The siblings from a leaf to the root, lowest first.
    ///
    /// @param chunkLeaves the leaves of the chunk that contains it
    /// @param chunkRoots  the roots of all chunks
    static List<byte[]> path(long index, byte[] chunkLeaves, byte[] chunkRoots) {
        List<byte[]> path = new ArrayList<>();
        climb((int) (index % CHUNK_LEAVES), chunkLeaves, 0, chunkLeaves.length / Sha256.BYTES, path);
        climb(Math.toIntExact(index / CHUNK_LEAVES), chunkRoots, 0, chunkRoots.length / Sha256.BYTES, path);
        return path;
    }

    /// Verifies an inclusion proof: whether a tree of that size and root has this leaf at this index (RFC 9162,
    /// 2.1.3.2).
    static boolean contains(byte[] root, long size, long index, byte[] leaf, List<byte[]> path) {
        if (index < 0 || index >= size) {
            return false;
        }
        long node = index;
        long last = size - 1;
        byte[] hash = leaf;
        for (byte[] sibling : path) {
            if (last == 0 || sibling.length != Sha256.BYTES) {
                return false;
            }
            if ((node & 1) == 1 || node == last) {
                hash = node(sibling, hash);
                while ((node & 1) == 0 && node != 0) {
                    node >>= 1;
                    last >>= 1;
                }
            } else {
                hash = node(hash, sibling);
            }
            node >>= 1;
            last >>= 1;
        }
        return last == 0 && MessageDigest.isEqual(hash, root);
    }

    private static void climb(int index, byte[] hashes, int from, int count, List<byte[]> path) {
        if (count == 1) {
            return;
        }
        int left = Integer.highestOneBit(count - 1);
        if (index < left) {
            climb(index, hashes, from, left, path);
            path.add(rootOf(hashes, from + left, count - left));
        } else {
            climb(index - left, hashes, from + left, count - left, path);
            path.add(rootOf(hashes, from, left));
        }
    }

    private static byte[] rootOf(byte[] hashes, int from, int count) {
        if (count == 1) {
            return Arrays.copyOfRange(hashes, from * Sha256.BYTES, (from + 1) * Sha256.BYTES);
        }
        int left = Integer.highestOneBit(count - 1);
        return node(rootOf(hashes, from, left), rootOf(hashes, from + left, count - left));
    }

    private static byte[] node(byte[] left, byte[] right) {
        return Sha256.of(new byte[] {NODE}, left, right);
    }
}
