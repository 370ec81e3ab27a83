package kaobako.store;

/**
 * The element types of a safetensors file, little-endian, in the order in which the reference writer ranks them:
 * it stores the highest first, so that every tensor starts at a multiple of its element's size.
 */
public enum DType {
    BOOL(1), U8(1), I8(1), F8_E5M2(1), F8_E4M3(1), I16(2), U16(2), F16(2), BF16(2), I32(4), U32(4), F32(4), F64(8), I64(8),
            U64(8);

    private final int bytes;

    DType(int bytes) {
        this.bytes = bytes;
    }

    /** Bytes of one element. */
    public int bytes() {
        return bytes;
    }
}
