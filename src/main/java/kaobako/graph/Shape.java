package kaobako.graph;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The extents of a tensor, slowest first: images are [N, H, W, C], token sequences [N, T, C], vectors [N, C].
 * Channels are always last and contiguous.
 */
public record Shape(List<Integer> extents) {
    public Shape {
        extents = List.copyOf(extents);
        for (int extent : extents) {
            if (extent < 1) throw new IllegalArgumentException("shape " + extents + ": every extent must be at least 1");
        }
    }

    public static Shape of(int... extents) {
        return new Shape(IntStream.of(extents).boxed().toList());
    }

    public int rank() {
        return extents.size();
    }

    public int extent(int axis) {
        return extents.get(axis);
    }

    /** N: the first extent. */
    public int batch() {
        return extents.get(0);
    }

    /** C: the last extent. */
    public int channels() {
        return extents.get(rank() - 1);
    }

    /** H of an image [N, H, W, C]. */
    public int height() {
        return image().extent(1);
    }

    /** W of an image [N, H, W, C]. */
    public int width() {
        return image().extent(2);
    }

    /** Positions that share a batch entry: H*W of an image, T of a sequence, 1 of a vector. */
    public int positions() {
        return Math.toIntExact(count() / batch() / channels());
    }

    /** Rows of channels: N times positions. */
    public int rows() {
        return Math.toIntExact(count() / channels());
    }

    public long count() {
        return extents.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
    }

    public Shape withChannels(int channels) {
        return Shape.of(IntStream.range(0, rank()).map(i -> i == rank() - 1 ? channels : extent(i)).toArray());
    }

    @Override
    public String toString() {
        return extents.stream().map(String::valueOf).collect(Collectors.joining("x"));
    }

    private Shape image() {
        if (rank() != 4) throw new IllegalStateException("shape " + this + " is no image [N, H, W, C]");
        return this;
    }
}
