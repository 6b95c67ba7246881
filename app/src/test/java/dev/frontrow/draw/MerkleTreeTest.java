package dev.frontrow.draw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MerkleTreeTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0    | e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
            1    | 20e325f06280f9d0d193fed01a0eda5bef79063f2e602d93e3605cbe825d96ad
            2    | f144df624799925694e508633caa327381203f11ce2ace52fe59180c2765ec8b
            3    | a6a9e7108faffdbc111c27e267292784a41285cf08cd25ef4d9c7b8389a9344a
            255  | c96025740b2821adc10909627e01ec2c07e27ac8b9fec8b92b28b58d1a1f78a5
            256  | 2b6f60cec84066b6f582c5683671324babcc9906fc3bd8125caa76cf736a1825
            257  | e76f8558211e37d9ead99ab9d62f2bb9a72b7631261c21eb369f9115b8e3b1bf
            512  | 6ecd9a7b9b12efa4d014203186ebc222470dbc382cb3c729ccb99cae10bb8ba6
            513  | 713260d84ece335144a79d418ba0fe2d735a8511b9e929893137a359820953c9
            1000 | 11dac52d6ca734f520533dcdf392b600c4b12ce10c84ec06a742be70db6ac509
            """)
    void hasTheRootThatOthersCompute(int size, String root) {
        assertThat(HexFormat.of().formatHex(tree(size).root())).isEqualTo(root);
    }

    static IntStream sizesAroundChunks() {
        return IntStream.concat(
                IntStream.rangeClosed(1, 300), IntStream.of(511, 512, 513, 767, 768, 769, 1_023, 1_024, 1_025, 1_300));
    }

    @ParameterizedTest
    @MethodSource("sizesAroundChunks")
    void leadsFromEveryLeafToTheRoot(int size) {
        MerkleTree tree = tree(size);

        for (int index = 0; index < size; index++) {
            assertThat(MerkleTree.contains(tree.root(), size, index, leaf(index), path(tree, index)))
                    .as("leaf %d of %d", index, size)
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 6, 7, 8, 255, 256, 257, 300, 513})
    void believesNothingForged(int size) {
        MerkleTree tree = tree(size);
        byte[] root = tree.root();
        for (int index = 0; index < size; index++) {
            List<byte[]> path = path(tree, index);
            byte[] leaf = leaf(index);

            assertThat(MerkleTree.contains(changed(root), size, index, leaf, path))
                    .isFalse();
            assertThat(MerkleTree.contains(root, size, index, changed(leaf), path))
                    .isFalse();
            assertThat(MerkleTree.contains(root, size, index - 1, leaf, path)).isFalse();
            assertThat(MerkleTree.contains(root, size, index + 1, leaf, path)).isFalse();
            assertThat(MerkleTree.contains(root, size, index + (long) size, leaf, path))
                    .isFalse();
            assertThat(MerkleTree.contains(root, size, index, leaf, longer(path)))
                    .isFalse();
            for (int step = 0; step < path.size(); step++) {
                List<byte[]> bent = new ArrayList<>(path);
                bent.set(step, changed(path.get(step)));
                assertThat(MerkleTree.contains(root, size, index, leaf, bent)).isFalse();
                assertThat(MerkleTree.contains(root, size, index, leaf, path.subList(0, step)))
                        .isFalse();
                List<byte[]> odd = new ArrayList<>(path);
                odd.set(step, new byte[31]);
                assertThat(MerkleTree.contains(root, size, index, leaf, odd)).isFalse();
            }
        }
    }

    /// Two sizes between the same powers of two may give paths of equal length, but the path of the last leaf
    /// differs.
    @ParameterizedTest
    @CsvSource({"5, 6", "6, 7", "7, 8", "256, 257", "257, 256", "300, 256", "300, 513"})
    void believesNoOtherSizeOfTheLastLeaf(int size, int claimed) {
        MerkleTree tree = tree(size);
        int last = Math.min(size, claimed) - 1;

        assertThat(MerkleTree.contains(tree.root(), size, last, leaf(last), path(tree, last)))
                .isTrue();
        assertThat(MerkleTree.contains(tree.root(), claimed, last, leaf(last), path(tree, last)))
                .isFalse();
    }

    @Test
    void keepsOneRootForEachChunk() {
        assertThat(tree(0).chunkRoots()).isEmpty();
        assertThat(tree(256).chunkRoots()).isEqualTo(tree(256).root());
        assertThat(tree(257).chunkRoots()).hasSize(64);
        assertThat(MerkleTree.rootOf(tree(1_000).chunkRoots()))
                .isEqualTo(tree(1_000).root());
    }

    @Test
    void mayBeReadWhileItGrows() {
        MerkleTree tree = tree(300);
        tree.root();
        tree.append(leaf(300));

        assertThat(tree.root()).isEqualTo(tree(301).root());
        assertThat(tree.leaves()).isEqualTo(301);
    }

    @Test
    void refusesLeavesThatAreNoHashes() {
        assertThatIllegalArgumentException().isThrownBy(() -> tree(0).append(new byte[31]));
    }

    private static MerkleTree tree(int size) {
        var tree = new MerkleTree();
        IntStream.range(0, size).forEach(index -> tree.append(leaf(index)));
        return tree;
    }

    private static byte[] leaf(int index) {
        return Sha256.of(Sha256.utf8("leaf " + index));
    }

    /// Computes the path from the leaves of one chunk only.
    private static List<byte[]> path(MerkleTree tree, int index) {
        int from = index - index % MerkleTree.CHUNK_LEAVES;
        int to = (int) Math.min(tree.leaves(), from + MerkleTree.CHUNK_LEAVES);
        byte[] chunk = new byte[(to - from) * Sha256.BYTES];
        for (int i = from; i < to; i++) {
            System.arraycopy(leaf(i), 0, chunk, (i - from) * Sha256.BYTES, Sha256.BYTES);
        }
        return MerkleTree.path(index, chunk, tree.chunkRoots());
    }

    private static byte[] changed(byte[] hash) {
        byte[] changed = hash.clone();
        changed[7] ^= 1;
        return changed;
    }

    private static List<byte[]> longer(List<byte[]> path) {
        List<byte[]> longer = new ArrayList<>(path);
        longer.add(leaf(0));
        return longer;
    }
}
