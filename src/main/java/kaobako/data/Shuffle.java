package kaobako.data;

/**
 * An endless sequence of picture indices: epoch after epoch, each a permutation of 0..count-1 that depends on (seed, epoch) only.
 * Any place is found at once, without the ones before it: a four-round Feistel network over the next power of four, walked along
 * its cycle until it lands below {@code count} (Black and Rogaway, 2002, "Ciphers with arbitrary finite domains").
 *
 * @param seed  any
 * @param count pictures, at least 1
 */
public record Shuffle(long seed, int count) {
    private static final int ROUNDS = 4;

    public Shuffle {
        if (count < 1) throw new IllegalArgumentException("a shuffle needs at least one picture, found " + count);
    }

    /** The picture at {@code position} 0, 1, 2, ... of the endless sequence. */
    public int index(long position) {
        if (position < 0) throw new IllegalArgumentException("a position is 0 or more, found " + position);
        long epochKey = mix(seed + mix(position / count + 1));
        int half = halfBits();
        long value = position % count;
        do value = feistel(value, epochKey, half); while (value >= count);
        return (int) value;
    }

    /** Half the bits of the smallest power of four that holds every index: at most four values are walked on average. */
    private int halfBits() {
        return Math.max(1, (33 - Integer.numberOfLeadingZeros(count - 1)) / 2);
    }

    private static long feistel(long value, long key, int half) {
        long mask = (1L << half) - 1, left = value >> half, right = value & mask;
        for (int round = 0; round < ROUNDS; round++) {
            long next = left ^ mix(key + round * 0xD1B54A32D192ED03L + right) & mask;
            left = right;
            right = next;
        }
        return left << half | right;
    }

    /**
     * A bijection of 64 bits whose every output bit depends on every input bit (Stafford's variant 13 of
     * MurmurHash3's finaliser).
     */
    private static long mix(long z) {
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }
}
